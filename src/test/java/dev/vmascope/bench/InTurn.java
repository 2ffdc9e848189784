package dev.vmascope.bench;

import dev.vmascope.bench.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Rounds of several pieces of work, each once in turn: what slows the machine down hits them
/// alike.
final class InTurn {
  /// The rounds that programs of others need until the kernel has their files.
  private static final int PROGRAM_WARM_UP = 2;

  private final int warmUp;
  private final int rounds;
  private final Map<String, Piece> pieces = new LinkedHashMap<>();

  /// Pieces of work, without any yet.
  ///
  /// @param warmUp the rounds before those that count
  InTurn(int warmUp, int rounds) {
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  private record Piece(Callable<Double> value, int warmUp, List<Double> values) {}

  /// Adds work of a JVM, which has to warm up.
  InTurn work(String name, Callable<?> work) {
    return value(name, () -> Work.nanos(work));
  }

  /// Adds a program, which needs no warming up.
  InTurn program(String name, String... command) {
    return add(name, () -> Work.nanos(() -> Work.run(command)), Math.min(warmUp, PROGRAM_WARM_UP));
  }

  /// Adds a value that is measured elsewhere, once in each round.
  InTurn value(String name, Callable<Double> value) {
    return add(name, value, warmUp);
  }

  private InTurn add(String name, Callable<Double> value, int before) {
    if (pieces.put(name, new Piece(value, before, new ArrayList<>())) != null) {
      throw new IllegalArgumentException(name + " is there twice");
    }
    return this;
  }

  /// Runs all rounds.
  InTurn measure() throws Exception {
    for (int round = -warmUp; round < rounds; round++) {
      for (Piece piece : pieces.values()) {
        if (round < -piece.warmUp()) {
          continue;
        }
        double value = piece.value().call();
        if (round >= 0) {
          piece.values().add(value);
        }
      }
    }
    return this;
  }

  /// The values of a piece of work, after the rounds.
  Spread of(String name) {
    Piece piece = Objects.requireNonNull(pieces.get(name), name);
    return Spread.of(piece.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
