package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ListingReading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A single-flight cache of page-table walks. Equal requests share one walk while it is under way,
/// and for a short time after: no process is walked twice at once.
public final class SingleFlight {
  private final Duration kept;
  private final Map<ScanTarget, Flight> flights = new HashMap<>();

  /// @param kept the time for which a result is reused after it ended
  public SingleFlight(Duration kept) {
    this.kept = kept;
  }

  /// A walk that one caller runs and others wait for. It is itself an owner of the bytes, until it
  /// is dropped and the last waiter has taken its share.
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

  /// The reading of a target: a cached one, one under way, or a new one. The caller must close it.
  ///
  /// @throws RuntimeException the exception of the read, for all callers that wait for it
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
      keep = outcome.value().filter(reading -> isOf(target, reading)).isPresent();
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

  /// The time of the cached reading of a target; empty if another request would not get it.
  synchronized Optional<Instant> cachedAt(ScanTarget target) {
    Flight flight = flights.get(target);
    if (flight == null || !flight.result.isDone() || flight.result.isCompletedExceptionally()) {
      return Optional.empty();
    }
    return flight
        .result
        .join()
        .value()
        .filter(reading -> isOf(target, reading))
        .map(reading -> reading.stamp().at());
  }

  private static boolean isOf(ScanTarget target, ListingReading reading) {
    return reading.listing().kind() == OutcomeKind.OK
        && reading.process().identity().equals(target.process());
  }

  /// Drops all cached readings, to free their memory.
  public synchronized void dropAll() {
    List.copyOf(flights.entrySet()).stream()
        .filter(entry -> entry.getValue().result.isDone())
        .forEach(entry -> drop(entry.getKey(), entry.getValue()));
  }
}
