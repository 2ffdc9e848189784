package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.ScanRejectedException;
import dev.vmascope.sampling.HeldMemory;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/// A reader of the memory in each mapping category, for processes that fill earlier mappings. No
/// sum over their mappings shows that memory. It is read for a request that asks for growth, never
/// in a tick: the kernel walks the page tables of the process (`smaps`). The governor decides, half
/// of its budget is left to other requests for such reads, and a process is read at most once per
/// growth window.
@Component
public class HeldMemorySurvey {
  private static final double SHARE_OF_BUDGET = 0.5;
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final ProcFs procFs;
  private final Clock clock;
  private final Duration window;

  HeldMemorySurvey(ProcFs procFs, Clock clock, GrowthProperties growth) {
    this.procFs = procFs;
    this.clock = clock;
    window = growth.window();
  }

  /// Reads a process if it is due and fills earlier mappings. The result goes to its history.
  public void readIfDue(ProcessSample process, ProcessHistory history) {
    Instant now = clock.instant();
    boolean may =
        process.grown().fillsWhatWasMapped()
            && process.reading().mapsAccess() == OutcomeKind.OK
            && procFs.scans().governor().report().usedRatio() < SHARE_OF_BUDGET;
    if (may && history.heldMemory().take(now, window)) {
      history.heldMemory().retryAt(now.plus(read(process, history, now)));
    }
  }

  /// @return the time until the next read is due
  private Duration read(ProcessSample process, ProcessHistory history, Instant now) {
    int pid = process.pid();
    try (ListingReading reading =
        procFs.scans().listing(pid, ProcFile.SMAPS, false).value().orElse(null)) {
      if (reading != null
          && reading.listing() instanceof Outcome.Ok<KernelBytes>
          && isStill(process.reading(), reading.process())) {
        history.heldMemory().add(HeldMemory.of(now, reading.mappings(UnaryOperator.identity())));
        return window;
      }
      return RETRY;
    } catch (ScanRejectedException e) {
      return e.retryAfter();
    } catch (TooLargeException _) {
      return window;
    } catch (MalformedException | ReaderBusyException | ReadsStuckException _) {
      return RETRY;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isStill(ProcessReading sampled, ProcessReading read) {
    return sampled.identity().equals(read.identity());
  }
}
