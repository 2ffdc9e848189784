package dev.vmascope.procfs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The shares of those who have reads made that walk page tables: each has half of the budget while
/// somebody else has asked lately, and all of it while nobody has.
final class ScanShares {
  private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int REMEMBERED = 64;
  private static final double SHARE = 0.5;

  private final double rate;
  private final Duration largestRead;

  /// Who asked last comes last.
  private final Map<String, Share> shares =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
          return size() > REMEMBERED;
        }
      };

  private static final class Share {
    private final ScanBudget budget;
    private long askedAtNanos;

    Share(ScanBudget budget) {
      this.budget = budget;
    }
  }

  /// @param rate of the whole budget, in processors
  /// @param largestRead what one read may cost; each share has room for one of these
  ScanShares(double rate, Duration largestRead) {
    this.rate = rate;
    this.largestRead = largestRead;
  }

  private Share of(String caller, long nowNanos) {
    return shares.computeIfAbsent(
        caller, _ -> new Share(new ScanBudget(SHARE * rate, largestRead, nowNanos)));
  }

  /// How long a caller has to wait who asks for a read; zero if his share has enough now.
  Duration waitFor(String caller, Duration estimate, long nowNanos) {
    Share own = of(caller, nowNanos);
    own.askedAtNanos = nowNanos;
    boolean alone =
        shares.values().stream()
            .allMatch(share -> share.equals(own) || nowNanos - share.askedAtNanos > LATELY_NANOS);
    return alone ? Duration.ZERO : own.budget.waitFor(estimate, nowNanos);
  }

  /// Takes what a read of a caller has cost out of his share.
  void spend(String caller, Duration cost, long nowNanos) {
    of(caller, nowNanos).budget.spend(cost, nowNanos);
  }
}
