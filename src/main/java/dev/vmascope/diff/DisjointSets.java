package dev.vmascope.diff;

/// A partition of the numbers below a bound, which joins make coarser. (Tarjan's union-find with
/// path halving.)
final class DisjointSets {
  private final int[] parents;

  DisjointSets(int count) {
    parents = new int[count];
    for (int i = 0; i < count; i++) {
      parents[i] = i;
    }
  }

  /// The number that stands for the set of another one.
  int find(int number) {
    int at = number;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /// Joins the sets of two numbers.
  void join(int one, int other) {
    parents[find(one)] = find(other);
  }
}
