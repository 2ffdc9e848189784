package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.OomScore;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.cgroup.CgroupMemory;
import dev.vmascope.procfs.cgroup.CgroupTree;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What bounds real processes, and which files are read to know it.
class ProcessLimitsTest {
  private static final List<ProcFile> FILES =
      List.of(ProcFile.CGROUP, ProcFile.LIMITS, ProcFile.OOM_SCORE, ProcFile.OOM_SCORE_ADJ);

  private final ProcFs procFs =
      new ProcFs(
          Path.of("/proc"),
          Optional.of(new CgroupTree(Path.of("/sys/fs/cgroup"))),
          2,
          Duration.ofSeconds(20),
          Limits.USUAL,
          Clock.systemUTC());

  @AfterEach
  void close() {
    procFs.close();
  }

  private ProcessLimits limits(int pid) {
    return procFs.readDetails(pid, false).value().orElseThrow().limits();
  }

  private long reads(ProcFile file) {
    long reads = 0;
    for (OutcomeKind kind : OutcomeKind.values()) {
      reads += procFs.statistics().reads(file, kind);
    }
    return reads;
  }

  @Test
  void areThoseThatAShellSet() throws IOException {
    try (Child child =
        Child.shell(
            "ulimit -v 4194304; ulimit -S -l 32; echo 500 > /proc/self/oom_score_adj; exec sleep 600")) {
      child.awaitName("sleep");
      ProcessLimits limits = limits(child.pid());
      assertThat(limits.resources().value().orElseThrow().addressSpace().hard()).hasValue(4L << 30);
      assertThat(limits.resources().value().orElseThrow().lockedMemory().soft())
          .hasValue(32L << 10);
      assertThat(limits.oomScoreAdj().value()).hasValue(new OomScore(500));
      assertThat(limits.oomScore().value().orElseThrow().value()).isPositive();
      assertThat(limits.cgroups().value())
          .hasValue(ProcessCgroups.parse(Files.readAllBytes(child.folder().resolve("cgroup"))));
    }
  }

  @Test
  void areNotReadUntilTheyAreAskedFor() throws IOException {
    try (Child child = Child.idle()) {
      ProcessReading reading = procFs.read(child.pid()).value().orElseThrow();
      assertThat(FILES).allMatch(file -> reads(file) == 0);
      long startTicks = reading.stat().startTicks();
      assertThat(cgroups(procFs, child.pid(), startTicks).kind()).isEqualTo(OutcomeKind.OK);
      assertThat(FILES.stream().map(this::reads)).containsExactly(1L, 0L, 0L, 0L);
      limits(child.pid());
      assertThat(FILES.stream().map(this::reads)).containsExactly(2L, 1L, 1L, 1L);
    }
  }

  @Test
  void ofAnotherProcessOfThePidAreGone() throws IOException, InterruptedException {
    try (Child child = Child.idle()) {
      int pid = child.pid();
      assertThat(cgroups(procFs, pid, 1)).isEqualTo(new Outcome.Gone<>(false));
      child.end();
      assertThat(cgroups(procFs, pid, 1).kind()).isEqualTo(OutcomeKind.GONE);
    }
  }

  @Test
  void doNotApplyToAThreadOfTheKernel() {
    ProcessLimits limits = limits(2);
    assertThat(limits.cgroups().value().orElseThrow().all()).isNotEmpty();
    assertThat(limits.memory()).isEqualTo(new Outcome.NotApplicable<>());
    assertThat(limits.resources()).isEqualTo(new Outcome.NotApplicable<>());
    assertThat(limits.oomScore()).isEqualTo(new Outcome.NotApplicable<>());
    assertThat(reads(ProcFile.LIMITS)).isZero();
  }

  @Test
  void ofGroupsAreUnknownWhereNobodySaysWhereThoseAre() throws IOException {
    try (Child child = Child.idle();
        ProcFs other =
            new ProcFs(
                Path.of("/proc"), 1, Duration.ofSeconds(20), Limits.USUAL, Clock.systemUTC())) {
      ProcessDetails details = other.readDetails(child.pid(), false).value().orElseThrow();
      assertThat(details.limits().memory().value())
          .hasValue(new CgroupMemory.Unknown(CgroupMemory.Reason.NO_ROOT));
    }
  }

  private static Outcome<ProcessCgroups> cgroups(ProcFs procFs, long pid, long startTicks) {
    List<Outcome<ProcessCgroups>> outcomes = new ArrayList<>();
    procFs.readAllCgroups(
        Map.of(Math.toIntExact(pid), startTicks), (_, outcome) -> outcomes.add(outcome));
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }
}
