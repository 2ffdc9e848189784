package dev.vmascope.procfs.scan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The shares of callers in the budget of page-table walks. Each has half of the budget while
/// another caller has asked within ten minutes, and all of it otherwise.
final class ScanShares {
  private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int REMEMBERED = 64;
  private static final double SHARE = 0.5;

  private final double rate;
  private final Duration largestRead;

  /// The shares by caller, the least recent first.
  private final Map<String, Share> shares =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// The budget of one caller, and the time of its last request.
  private static final class Share {
    private final ScanBudget budget;
    private long askedAtNanos;

    Share(ScanBudget budget) {
      this.budget = budget;
    }
  }

  /// @param rate the rate of the whole budget, in processors
  /// @param largestRead the limit of one walk; each share has room for one of these
  ScanShares(double rate, Duration largestRead) {
    this.rate = rate;
    this.largestRead = largestRead;
  }

  private Share of(String caller, long nowNanos) {
    return shares.computeIfAbsent(
        caller, _ -> new Share(new ScanBudget(SHARE * rate, largestRead, nowNanos)));
  }

  /// The time until a caller's share suffices for a walk; zero if it does now. From then on the
  /// caller is one who has asked.
  Duration waitFor(String caller, Duration estimate, long nowNanos) {
    of(caller, nowNanos).askedAtNanos = nowNanos;
    return forecast(caller, estimate, nowNanos);
  }

  /// The same time for a walk that nobody has asked for yet.
  Duration forecast(String caller, Duration estimate, long nowNanos) {
    Share own = shares.get(caller);
    return own == null || isAlone(own, nowNanos)
        ? Duration.ZERO
        : own.budget.waitFor(estimate, nowNanos);
  }

  /// The amount at hand for a caller, in nanoseconds: no more than that of all.
  double available(String caller, double ofAll, long nowNanos) {
    Share own = shares.get(caller);
    return own == null || isAlone(own, nowNanos)
        ? ofAll
        : Math.min(ofAll, own.budget.available(nowNanos));
  }

  private boolean isAlone(Share own, long nowNanos) {
    return shares.values().stream()
        .allMatch(share -> share.equals(own) || nowNanos - share.askedAtNanos > LATELY_NANOS);
  }

  /// Charges the cost of a walk to a caller's share.
  void spend(String caller, Duration cost, long nowNanos) {
    of(caller, nowNanos).budget.spend(cost, nowNanos);
  }
}
