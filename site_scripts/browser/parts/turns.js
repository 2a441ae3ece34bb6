// Lets the page do something else between two pieces of long work: a click, a scroll, a frame.

/** Milliseconds in which a frame comes, or the page is in the background and none will. */
const FRAME = 100;

/** @returns {Promise<void>} */
export const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** When the next frame has been painted. @returns {Promise<void>} */
export const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, FRAME);
  });
