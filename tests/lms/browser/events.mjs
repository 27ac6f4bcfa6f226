// What can be listened to. An error of a listener is written down and stops nothing, as in a browser.

export function createTarget(errors) {
  const listeners = [];
  return {
    addEventListener: (type, listener, options) => { listeners.push({ type, listener, once: Boolean(options && options.once) }); },
    removeEventListener: (type, listener) => {
      const at = listeners.findIndex((one) => one.type === type && one.listener === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
    dispatchEvent: (event) => {
      listeners.filter((one) => one.type === event.type).forEach((one) => {
        if (one.once) listeners.splice(listeners.indexOf(one), 1);
        try {
          if (typeof one.listener === 'function') one.listener(event);
          else one.listener.handleEvent(event);
        } catch (error) {
          errors.push(error);
        }
      });
      return true;
    },
  };
}
