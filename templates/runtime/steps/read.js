// Reading asks for nothing more than the page already shows.

STEPS.read = () => [];
