package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The admission control of page-table walks. It estimates each walk, rejects one that is too
/// expensive, defers one that the budget does not allow now, and admits one at a time on the whole
/// machine.
public final class ScanGovernor {
  private static final int REMEMBERED = 50;
  private static final Duration RETRY_REFUSED = Duration.ofMinutes(1);

  private final ScanLimits limits;
  private final Duration patience;
  private final Clock clock;
  private final ScanBudget budget;
  private final ScanShares shares;
  private final ScanEstimator estimator = new ScanEstimator();
  private final Semaphore turn = new Semaphore(1, true);
  private final Deque<ScanDecision> latest = new ArrayDeque<>();
  private final Map<ScanDecision.Decision, Map<ProcFile, Long>> counts =
      new EnumMap<>(ScanDecision.Decision.class);
  private final List<Consumer<ScanDecision>> listeners = new CopyOnWriteArrayList<>();
  private volatile Supplier<String> callers = () -> "";
  private long spentNanos;

  /// @param patience the longest wait for the walks ahead
  public ScanGovernor(ScanLimits limits, Duration patience, Clock clock) {
    this.limits = limits;
    this.patience = patience;
    this.clock = clock;
    budget = new ScanBudget(limits.budgetCores(), limits.maxRead(), System.nanoTime());
    shares = new ScanShares(limits.budgetCores(), limits.maxRead());
  }

  /// A request for a walk.
  ///
  /// @param walk the estimated size of the walk
  /// @param forced whether the request overrides limit and budget
  record Request(ScanTarget target, WalkSize walk, boolean forced) {}

  /// Runs a walk when its turn has come. One that ends in an exception may have walked too, and is
  /// charged.
  ///
  /// @param read the walk, as a function of its expected duration
  /// @throws ScanRejectedException if it is deferred or rejected
  Outcome<ListingReading> govern(
      Request request, Function<Duration, Outcome<ListingReading>> read) {
    Duration estimate = estimate(request);
    if (isTooExpensive(request, estimate)) {
      throw notMade(request, estimate, ScanDecision.Decision.REFUSED, RETRY_REFUSED);
    }
    if (!takeTurn()) {
      throw notMade(request, estimate, ScanDecision.Decision.DEFERRED, Duration.ofSeconds(1));
    }
    try {
      Duration wait = waitFor(request, estimate);
      if (!wait.isZero()) {
        throw notMade(request, estimate, ScanDecision.Decision.DEFERRED, wait);
      }
      Outcome<ListingReading> outcome = new Outcome.TimedOut<>();
      try {
        outcome = read.apply(estimate);
      } finally {
        settle(request, estimate, outcome);
      }
      return outcome;
    } finally {
      turn.release();
    }
  }

  /// The decision that a walk would get now. It is not noted, costs nothing, and waits for nobody:
  /// while another walk is under way, the request itself may still have to wait.
  synchronized ScanForecast.Ruling forecast(Request request) {
    Duration estimate = estimate(request);
    if (isTooExpensive(request, estimate)) {
      return new ScanForecast.Ruling(
          ScanForecast.Decision.REFUSED, estimate, available(), Optional.empty());
    }
    long now = System.nanoTime();
    Duration wait = longer(shares.forecast(callers.get(), estimate, now), request, estimate, now);
    return wait.isZero()
        ? new ScanForecast.Ruling(
            ScanForecast.Decision.READ, estimate, available(), Optional.empty())
        : new ScanForecast.Ruling(
            ScanForecast.Decision.DEFERRED, estimate, available(), Optional.of(wait));
  }

  /// The processor time that the caller may spend at once; negative after forced walks.
  synchronized Duration available() {
    long now = System.nanoTime();
    return Duration.ofNanos((long) shares.available(callers.get(), budget.available(now), now));
  }

  private boolean isTooExpensive(Request request, Duration estimate) {
    return !request.forced() && estimate.compareTo(limits.maxRead()) > 0;
  }

  private synchronized Duration estimate(Request request) {
    return estimator.estimate(request.target().process(), request.target().file(), request.walk());
  }

  private synchronized Duration waitFor(Request request, Duration estimate) {
    long now = System.nanoTime();
    return longer(shares.waitFor(callers.get(), estimate, now), request, estimate, now);
  }

  /// The wait for a share or for the budget of all, whichever is longer.
  private Duration longer(Duration ofShare, Request request, Duration estimate, long nowNanos) {
    if (request.forced()) {
      return Duration.ZERO;
    }
    Duration ofAll = budget.waitFor(estimate, nowNanos);
    return ofAll.compareTo(ofShare) > 0 ? ofAll : ofShare;
  }

  private boolean takeTurn() {
    try {
      return turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ScanRejectedException notMade(
      Request request, Duration estimate, ScanDecision.Decision decision, Duration retryAfter) {
    ScanDecision scan = scan(request, decision, estimate);
    note(scan);
    return new ScanRejectedException(scan, retryAfter);
  }

  private ScanDecision scan(Request request, ScanDecision.Decision decision, Duration estimate) {
    return new ScanDecision(
        clock.instant(),
        request.target().process().pid(),
        request.target().file(),
        decision,
        request.forced(),
        estimate,
        Optional.empty());
  }

  /// Charges the cost of a walk; one that was written off is charged its estimate.
  private void settle(Request request, Duration estimate, Outcome<ListingReading> outcome) {
    Optional<ListingReading> made =
        outcome
            .value()
            .filter(reading -> reading.listing().kind() == OutcomeKind.OK)
            .filter(reading -> reading.process().identity().equals(request.target().process()));
    Duration cost = outcome.value().map(ListingReading::cost).orElse(estimate);
    synchronized (this) {
      long now = System.nanoTime();
      budget.spend(cost, now);
      shares.spend(callers.get(), cost, now);
      spentNanos += cost.toNanos();
      if (made.isPresent()) {
        estimator.learn(request.target().process(), request.target().file(), request.walk(), cost);
      }
    }
    ScanDecision scan = scan(request, ScanDecision.Decision.READ, estimate);
    note(made.isPresent() ? scan.took(cost) : scan);
  }

  private void note(ScanDecision scan) {
    synchronized (this) {
      counts
          .computeIfAbsent(scan.decision(), _ -> new EnumMap<>(ProcFile.class))
          .merge(scan.file(), 1L, Long::sum);
      latest.addFirst(scan);
      if (latest.size() > REMEMBERED) {
        latest.removeLast();
      }
    }
    listeners.forEach(listener -> listener.accept(scan));
  }

  /// Sets the function that identifies callers, none of whom may use up the budget alone.
  ///
  /// @param names the name of the caller on the present thread; until then, all are one
  public void distinguishCallers(Supplier<String> names) {
    callers = names;
  }

  /// Adds a listener to all decisions, called on the thread that requested the walk.
  public void addListener(Consumer<ScanDecision> listener) {
    listeners.add(listener);
  }

  /// The limits in force.
  public ScanLimits limits() {
    return limits;
  }

  /// The number of decisions about a file since the service started.
  public synchronized long count(ProcFile file, ScanDecision.Decision decision) {
    return counts.getOrDefault(decision, Map.of()).getOrDefault(file, 0L);
  }

  /// The present state.
  public synchronized ScanReport report() {
    long now = System.nanoTime();
    return new ScanReport(
        clock.instant(),
        Duration.ofNanos((long) budget.available(now)),
        budget.usedRatio(now),
        Duration.ofNanos(spentNanos),
        turn.availablePermits() == 0,
        turn.getQueueLength(),
        List.copyOf(latest));
  }

  /// The state of the governor at one moment.
  ///
  /// @param available the processor time that may be spent at once; negative after forced walks
  /// @param usedRatio the used share of the budget: 0 none, 1 all, more in debt
  /// @param spent the processor time of all walks since the service started
  /// @param reading whether a walk is under way
  /// @param waiting the number of waiting requests
  /// @param latest the last decisions, the latest first
  public record ScanReport(
      Instant at,
      Duration available,
      double usedRatio,
      Duration spent,
      boolean reading,
      int waiting,
      List<ScanDecision> latest) {}
}
