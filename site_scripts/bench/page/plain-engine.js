// The peer of lesson_core in the benchmark: a network of node and link objects, as such engines are usually written.
// In: layer sizes, inputs, a target, a learning rate. Out: the error of each step.

/**
 * z is the sum, a its value.
 * @typedef {{value: (z: number) => number, slope: (z: number, a: number) => number}} Activation
 */

/** @type {{tanh: Activation, sigmoid: Activation}} */
const ACTIVATIONS = {
  tanh: { value: Math.tanh, slope: (_z, a) => 1 - a * a },
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), slope: (_z, a) => a * (1 - a) },
};

class Link {
  /** @param {Node} from @param {Node} to @param {number} weight */
  constructor(from, to, weight) {
    this.from = from;
    this.to = to;
    this.weight = weight;
    this.errorSlope = 0;
  }
}

class Node {
  /** @param {Activation} activation */
  constructor(activation) {
    this.activation = activation;
    this.bias = 0;
    /** @type {Link[]} */
    this.incoming = [];
    /** @type {Link[]} */
    this.outgoing = [];
    this.total = 0;
    this.output = 0;
    this.outputSlope = 0;
    this.totalSlope = 0;
  }

  forward() {
    this.total = this.bias;
    for (const link of this.incoming) this.total += link.weight * link.from.output;
    this.output = this.activation.value(this.total);
  }

  backward() {
    this.totalSlope = this.outputSlope * this.activation.slope(this.total, this.output);
    for (const link of this.incoming) link.errorSlope = this.totalSlope * link.from.output;
  }
}

export class PlainNetwork {
  /** @param {number[]} sizes @param {"tanh" | "sigmoid"} hidden @param {() => number} weight gives each first weight */
  constructor(sizes, hidden, weight) {
    this.layers = sizes.map((size, depth) => {
      const last = depth === sizes.length - 1;
      return Array.from({ length: size }, () => new Node(ACTIVATIONS[last ? "sigmoid" : hidden]));
    });
    for (const [depth, layer] of this.layers.entries()) {
      for (const from of layer) {
        for (const to of this.layers[depth + 1] ?? []) {
          const link = new Link(from, to, weight());
          from.outgoing.push(link);
          to.incoming.push(link);
        }
      }
    }
  }

  /**
   * One step on one sample: forward, backward, update.
   * @param {number[]} inputs @param {number} target @param {number} learningRate
   * @returns {number} half the squared error before the update
   */
  step(inputs, target, learningRate) {
    for (const [index, node] of this.layers[0].entries()) node.output = inputs[index];
    for (const layer of this.layers.slice(1)) for (const node of layer) node.forward();
    const [output] = this.layers[this.layers.length - 1];
    const error = 0.5 * (output.output - target) ** 2;
    output.outputSlope = output.output - target;
    for (const layer of this.layers.slice(1).reverse()) {
      for (const node of layer) {
        if (node !== output) {
          node.outputSlope = 0;
          for (const link of node.outgoing) node.outputSlope += link.weight * link.to.totalSlope;
        }
        node.backward();
      }
    }
    for (const layer of this.layers.slice(1)) {
      for (const node of layer) {
        node.bias -= learningRate * node.totalSlope;
        for (const link of node.incoming) link.weight -= learningRate * link.errorSlope;
      }
    }
    return error;
  }
}
