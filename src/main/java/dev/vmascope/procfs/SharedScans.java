package dev.vmascope.procfs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Gives one read that walks page tables to all who ask for the same while it is under way, and for
/// a short time after: however many ask, a process is never read twice at once.
final class SharedScans {
  private final Duration kept;
  private final Map<ScanTarget, Flight> flights = new HashMap<>();

  /// @param kept how long a read answers after it ended
  SharedScans(Duration kept) {
    this.kept = kept;
  }

  /// A read that somebody makes and others wait for. It is one user of the bytes itself, until it
  /// is dropped and the last who waited has taken his share.
  private static final class Flight {
    private final CompletableFuture<Outcome<ListingReading>> result = new CompletableFuture<>();
    private int waiting;
    private boolean dropped;

    void closeIfDone() {
      if (dropped && waiting == 0 && result.isDone() && !result.isCompletedExceptionally()) {
        result.join().value().ifPresent(ListingReading::close);
      }
    }
  }

  /// The reading of this target: one that is there, one that is under way, or else a new one. Close
  /// what comes back.
  ///
  /// @throws RuntimeException whatever the read throws, to all who wait for it
  Outcome<ListingReading> get(ScanTarget target, Supplier<Outcome<ListingReading>> read) {
    Flight flight;
    boolean first;
    synchronized (this) {
      first = !flights.containsKey(target);
      flight = flights.computeIfAbsent(target, _ -> new Flight());
      flight.waiting++;
    }
    if (first) {
      fly(target, flight, read);
    }
    try {
      return share(flight.result.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      leave(flight);
    }
  }

  private void fly(ScanTarget target, Flight flight, Supplier<Outcome<ListingReading>> read) {
    boolean keep = false;
    try {
      Outcome<ListingReading> outcome = read.get();
      keep =
          outcome
              .value()
              .filter(reading -> reading.listing().kind() == OutcomeKind.OK)
              .filter(reading -> AddressSpaceKey.of(reading.process()).equals(target.process()))
              .isPresent();
      flight.result.complete(outcome);
    } catch (RuntimeException | Error e) {
      flight.result.completeExceptionally(e);
    }
    if (keep && !kept.isZero()) {
      CompletableFuture.delayedExecutor(kept.toNanos(), TimeUnit.NANOSECONDS)
          .execute(() -> drop(target, flight));
    } else {
      drop(target, flight);
    }
  }

  private static Outcome<ListingReading> share(Outcome<ListingReading> outcome) {
    outcome.value().ifPresent(ListingReading::share);
    return outcome;
  }

  private synchronized void leave(Flight flight) {
    flight.waiting--;
    flight.closeIfDone();
  }

  private synchronized void drop(ScanTarget target, Flight flight) {
    if (flights.remove(target, flight)) {
      flight.dropped = true;
      flight.closeIfDone();
    }
  }

  /// Forgets all readings that have ended, to make room for others.
  synchronized void dropAll() {
    List.copyOf(flights.entrySet()).stream()
        .filter(entry -> entry.getValue().result.isDone())
        .forEach(entry -> drop(entry.getKey(), entry.getValue()));
  }
}
