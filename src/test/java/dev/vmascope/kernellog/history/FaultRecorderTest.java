package dev.vmascope.kernellog.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.kernellog.OomKill;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.machine.KernelLog;
import dev.vmascope.procfs.scan.ScanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Following a log that grows: a file of records in place of `/dev/kmsg`.
class FaultRecorderTest {
  private static final String FORGED =
      "forged[7]: segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4";

  @TempDir Path folder = Path.of("");

  private final ProcFs procFs =
      new ProcFs(
          Path.of("/proc"),
          1,
          Duration.ofSeconds(10),
          new ScanLimits(0.01, Duration.ofMillis(50), Duration.ofSeconds(5)),
          Clock.systemUTC());

  private final List<FaultRecorder> started = new ArrayList<>();

  @AfterEach
  void close() {
    started.forEach(FaultRecorder::close);
    procFs.close();
  }

  private FaultRecorder follow(Optional<Path> log) {
    FaultRecorder recorder = new FaultRecorder(procFs, log.map(KernelLog::new), Clock.systemUTC());
    started.add(recorder);
    recorder.start();
    return recorder;
  }

  private Path log(String... records) throws IOException {
    return Files.write(folder.resolve("kmsg"), List.of(records));
  }

  private static void append(Path log, String... records) throws IOException {
    Files.write(log, List.of(records), StandardOpenOption.APPEND);
  }

  private static String segfault(long sequence, String name) {
    return "6,%d,1000000,-;%s[7]: segfault at 10 ip 0000000000401000 sp 00007ffc00000000 error 4"
        .formatted(sequence, name);
  }

  @Test
  void countsEventsAfterTheFirstRead() throws Exception {
    Path log = log(segfault(1, "old"), "4,2,1,-;show_signal_msg: 4 callbacks suppressed");
    FaultRecorder recorder = follow(Optional.of(log));
    await().until(() -> recorder.report().faults().size() == 1);
    assertThat(recorder.counts().segfaults()).isZero();
    assertThat(recorder.counts().suppressed()).isZero();
    assertThat(recorder.report().faults().getFirst().beforeStart()).isTrue();

    Instant before = Instant.now();
    append(
        log,
        segfault(3, "new"),
        "4,4,1,-;show_signal_msg: 5 callbacks suppressed",
        "6,5,1,-;traps: x[9] trap invalid opcode ip:1 sp:2 error:0 in x[1+2]",
        "6,6,1,-;oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task=java,pid=5,uid=0",
        "3,7,1,-;Out of memory: Killed process 5 (java) total-vm:1kB, anon-rss:1kB, file-rss:1kB");
    await().until(() -> recorder.report().faults().size() == 4);
    FaultReport report = recorder.report();
    assertThat(report.counts().segfaults()).isEqualTo(1);
    assertThat(report.counts().oomKills()).isEqualTo(1);
    assertThat(report.counts().suppressed()).isEqualTo(5);
    assertThat(report.counts().lost()).isZero();
    assertThat(report.faults().get(1).beforeStart()).isFalse();
    // The clock of the log stands still while the machine sleeps; this was written just now.
    assertThat(report.faults().get(1).at().orElseThrow())
        .isBetween(before.minusSeconds(60), Instant.now());
  }

  @Test
  void aKillCountsOnceHoweverManyLinesReportIt() throws Exception {
    Path log = log("6,1,1,-;nothing");
    FaultRecorder recorder = follow(Optional.of(log));
    await().until(recorder::isReadable);
    append(
        log,
        "6,2,1,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),oom_memcg=/a,task_memcg=/a,task=first,pid=41,uid=0",
        "6,3,1,-;Memory cgroup out of memory: OOM victim 41 (first) is already exiting. Skip killing the task",
        "6,4,9,-;oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task_memcg=/b,task=second,pid=42,uid=0",
        "3,5,9,-;Out of memory: Killed process 42 (second) total-vm:1kB, anon-rss:1kB, file-rss:1kB",
        "3,6,9,-;Memory cgroup out of memory: Kill process 43 (third) score 9 or sacrifice child",
        "3,7,9,-;Memory cgroup out of memory: Kill process 44 (fourth) score 9 or sacrifice child",
        "3,8,9,-;Killed process 45 (child) total-vm:1kB, anon-rss:1kB, file-rss:1kB",
        "6,9,9,-;end");
    await().until(() -> recorder.report().faults().size() == 4);
    FaultReport report = recorder.report();
    assertThat(report.counts().oomKills()).isEqualTo(2);
    assertThat(report.faults())
        .extracting(fault -> ((OomKill) fault.event()).pid())
        .containsExactly(41, 42, 43, 45);
    assertThat(report.faults())
        .extracting(fault -> ((OomKill) fault.event()).isKilled())
        .containsExactly(
            Optional.of(false), Optional.of(true), Optional.empty(), Optional.of(true));
  }

  @Test
  void deathsThatOtherMessagesReportCountOnce() throws Exception {
    Path log = log("6,1,1,-;nothing");
    FaultRecorder recorder = follow(Optional.of(log));
    await().until(recorder::isReadable);
    append(
        log,
        "6,2,1,-;a[1] bad frame in rt_sigreturn frame:0 ip:401000 sp:7ffc00000000 orax:ffffffffffffffff",
        "6,3,1,-;b[2] vsyscall attempted with vsyscall=none ip:ffffffffff600400 cs:33 sp:7ffe1807f8a8 ax:0 si:0 di:0",
        "6,4,1,-;b[2]: segfault at ffffffffff600400 ip ffffffffff600400 sp 00007ffe1807f8a8 error 15",
        "6,5,1,-;potentially unexpected fatal signal 11.",
        "6,6,1,-;CPU: 9 PID: 3 Comm: c Not tainted 5.10.16.3 #1",
        segfault(7, "d"),
        "6,8,1,-;d: potentially unexpected fatal signal 11.",
        "6,9,1,-;CPU: 9 UID: 0 PID: 7 Comm: d Not tainted 6.18.0 #1",
        "6,10,1,-;e/8: potentially unexpected fatal signal 7.",
        "6,11,1,-;end");
    await().until(() -> recorder.report().faults().size() == 5);
    assertThat(recorder.counts().segfaults()).isEqualTo(4);
    assertThat(recorder.report().faults())
        .extracting(fault -> fault.event().name().latin1())
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void reportsHowManyRecordsWereLost() throws Exception {
    Path log = log(segfault(10, "a"));
    FaultRecorder recorder = follow(Optional.of(log));
    await().until(() -> recorder.report().faults().size() == 1);
    append(log, segfault(15, "b"));
    await().until(() -> recorder.counts().lost() == 4);
  }

  @Test
  void namesAreBoundedAndClean() throws Exception {
    Path log = log();
    FaultRecorder recorder = follow(Optional.of(log));
    await().until(recorder::isReadable);
    Set<String> names = new HashSet<>();
    List<String> segfaults = new ArrayList<>();
    recorder.addListener(
        new FaultListener() {
          @Override
          public void readable() {
            segfaults.clear();
          }

          @Override
          public void segfault(String name) {
            segfaults.add(name);
            names.add(name);
          }
        });
    List<String> records = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      records.add(segfault(i, "\\x1b[31m" + i));
    }
    append(log, records.toArray(String[]::new));
    await().until(() -> recorder.counts().segfaults() == 500);
    assertThat(names).hasSize(101).contains("other").noneMatch(name -> name.contains("\u001b"));
    assertThat(segfaults).hasSize(500);
  }

  @Test
  void keepsTheLastThousand() throws Exception {
    List<String> records = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      records.add(segfault(i, "n" + i));
    }
    FaultRecorder recorder = follow(Optional.of(log(records.toArray(String[]::new))));
    await().until(() -> recorder.report().faults().size() == 1_000);
    await()
        .until(() -> recorder.report().faults().getLast().event().name().latin1().equals("n3000"));
  }

  @Test
  void saysWhyThereAreNone() {
    FaultRecorder missing = follow(Optional.of(folder.resolve("nothing")));
    await().until(() -> missing.report().access() instanceof LogAccess.Missing);
    assertThat(missing.isReadable()).isFalse();
    assertThat(follow(Optional.empty()).report().access())
        .isInstanceOf(LogAccess.SwitchedOff.class);
  }

  @Test
  void readsLessOftenWhereThereIsNothingToRead() {
    assertThat(FaultRecorder.pause(new LogAccess.Open())).isEqualTo(Duration.ofSeconds(1));
    assertThat(FaultRecorder.pause(new LogAccess.Denied(Errno.EPERM)))
        .isEqualTo(FaultRecorder.pause(new LogAccess.Missing()))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aLineThatQuotesWhatAProgramChoseIsNoFault() throws Exception {
    FaultRecorder recorder =
        follow(
            Optional.of(
                log(
                    "3,1,1,-;overlayfs: unrecognized mount option \""
                        + FORGED
                        + "\" or missing value",
                    "3,2,1,-;overlayfs: unrecognized mount option \"" + FORGED,
                    "6,3,1,-;" + FORGED)));
    await().until(() -> recorder.report().faults().size() == 1);
    assertThat(recorder.report().faults().getFirst().line().sequence()).hasValue(3);
  }

  @Test
  void readsTheRealOne() {
    FaultRecorder recorder = follow(Optional.of(Path.of("/dev/kmsg")));
    await()
        .until(
            () -> recorder.isReadable() || recorder.report().access() instanceof LogAccess.Denied);
  }
}
