// Finds the API; see https://adlnet.gov/ and never uses cmi.location or "unload".
(function () {
  'use strict';
  var api = null, frame = window;
  while (!api && frame.parent && frame.parent !== frame) { frame = frame.parent; api = frame.API; }
  if (!api) { return; }
  var svg = 'http://www.w3.org/2000/svg';
  api.LMSInitialize('');
  api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
  api.LMSSetValue('cmi.core.exit', 'suspend');
  if (api.LMSGetValue('cmi.core.lesson_status') === 'not attempted') { api.LMSCommit(''); }
  addEventListener('pagehide', function () { api.LMSFinish(''); });
}());
