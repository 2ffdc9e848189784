package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.capture.CaptureCopy;
import dev.vmascope.capture.Captures;
import dev.vmascope.capture.SampleCapture;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.scan.Limits;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/// Snapshots that nobody asks for, of this process, where there is room and where there is none.
@ExtendWith(OutputCaptureExtension.class)
class AutomaticSnapshotsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SnapshotProperties ONE =
      new SnapshotProperties(
          1, Duration.ofDays(30), DataSize.ofMegabytes(4), DataSize.ofBytes(0), true);

  @TempDir Path folder = Path.of("");

  private static Sample sample(SampledProcess... processes) {
    return new Sample(
        SampledProcess.AT,
        Duration.ZERO,
        new HostInfo(
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty()),
        List.of(processes).stream().map(SampledProcess::sample).toList(),
        List.of(),
        0,
        List.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static void run(SnapshotStore snapshots, SnapshotCounts counts, ProcFs procFs) {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    long startTicks = procFs.read(pid).value().orElseThrow().stat().startTicks();
    SampledProcess read =
        SampledProcess.of(pid, "a").withStartTicks(startTicks).withMappings(10, Map.of());
    AutomaticSnapshots automatic =
        new AutomaticSnapshots(
            snapshots, new Captures(procFs, "1"), counts, JSON, Clock.systemUTC(), ONE);
    automatic.after(sample(read));
    automatic.after(sample(read.withFinding(Rule.ANONYMOUS_EXECUTABLE, Severity.HIGH)));
    automatic.end();
  }

  private static ProcFs procFs() {
    return new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  }

  @Test
  void areStored() {
    SnapshotCounts counts = new SnapshotCounts();
    try (Storage storage = Storage.open(folder);
        ProcFs procFs = procFs()) {
      SnapshotStore snapshots =
          new SnapshotStore(storage, procFs, JSON, Clock.systemUTC(), counts, ONE);
      run(snapshots, counts, procFs);
      await().until(() -> counts.storedCount(SnapshotCause.FINDING) == 1);
      assertThat(counts.failedCount()).isZero();
    }
  }

  @Test
  void countOnceWhereThereIsNoRoom(CapturedOutput log) throws IOException {
    SnapshotCounts counts = new SnapshotCounts();
    try (Storage storage = Storage.open(folder);
        ProcFs procFs = procFs()) {
      SnapshotStore snapshots =
          new SnapshotStore(storage, procFs, JSON, Clock.systemUTC(), counts, ONE);
      byte[] capture = new SampleCapture().bytes();
      snapshots.store(
          new SnapshotOrder(SnapshotCause.REQUESTED, null, false),
          (out, comment) ->
              new CaptureCopy(JSON).copy(new ByteArrayInputStream(capture), out, comment));
      run(snapshots, counts, procFs);
      await().until(() -> log.getOut().contains("No snapshot of process"));
      assertThat(counts.failedCount()).isEqualTo(1);
    }
  }
}
