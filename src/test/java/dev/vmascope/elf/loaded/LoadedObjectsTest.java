package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.object.FileContent;
import dev.vmascope.procfs.object.MappedFileLimit;
import dev.vmascope.procfs.object.MappedFilesReading;
import dev.vmascope.procfs.object.MappedObject;
import dev.vmascope.procfs.object.PathTarget;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.scan.ScanLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The objects of a Java machine, and what can be said where some of them could not be read.
class LoadedObjectsTest {
  private final ProcFs procFs =
      new ProcFs(
          Path.of("/proc"),
          1,
          Duration.ofSeconds(20),
          new ScanLimits(1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
          Clock.systemUTC());

  private Optional<Process> machine = Optional.empty();

  /// A Java machine that has loaded its own libraries and no others.
  @BeforeEach
  void startAMachine() throws IOException {
    String home = System.getProperty("java.home");
    String java = Path.of(home, "bin", "java").toString();
    Process started =
        new ProcessBuilder(java, "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", "0", "-d", home)
            .redirectErrorStream(true)
            .start();
    machine = Optional.of(started);
    assertThat(started.inputReader().readLine()).as("it serves").contains("127.0.0.1");
  }

  @AfterEach
  void close() throws InterruptedException {
    procFs.close();
    Process started = machine.orElseThrow().destroyForcibly();
    assertThat(started.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private MappedFilesReading<ObjectSummary> reading() {
    int pid = Math.toIntExact(machine.orElseThrow().pid());
    return procFs.mappedFiles().objects(pid, ObjectInfoParser.ofAll()).value().orElseThrow();
  }

  /// The same, where the file of one could not be opened.
  private static MappedFilesReading<ObjectSummary> without(
      String name, FileContent.Why why, MappedFilesReading<ObjectSummary> reading) {
    List<MappedObject<ObjectSummary>> objects =
        reading.objects().stream()
            .map(object ->
                object.file().path().latin1().endsWith(name)
                    ? new MappedObject<ObjectSummary>(
                        object.file(),
                        new FileContent.Unread<>(why),
                        MappedObject.Opened.NOT,
                        Optional.empty(),
                        object.file().path(),
                        new PathTarget.Unknown<>(why),
                        Optional.empty())
                    : object)
            .toList();
    return with(objects, Set.of(), reading);
  }

  private static MappedFilesReading<ObjectSummary> with(
      List<MappedObject<ObjectSummary>> objects,
      Set<MappedFileLimit> limits,
      MappedFilesReading<ObjectSummary> reading) {
    Consistency stamp = reading.stamp();
    return new MappedFilesReading<>(
        reading.process(),
        OutcomeKind.OK,
        objects,
        Map.of(),
        reading.vdso(),
        limits,
        reading.complaint(),
        stamp);
  }

  private static LoadedObject named(LoadedObjects objects, String name) {
    return objects.all().stream()
        .filter(object -> object.file().path().latin1().endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsWhollyKnownIsDecided() {
    LoadedObjects objects = LoadedObjects.of(reading());
    assertThat(objects.areWhole()).isTrue();
    assertThat(objects.role(named(objects, "/libjimage.so"))).contains(LoadedAs.OPENED);
    assertThat(objects.role(named(objects, "/bin/java"))).contains(LoadedAs.PROGRAM);
    assertThat(objects.find(new RawText("libmissing.so"))).isEmpty();
  }

  @Test
  void whatAnUnreadObjectMayNeedIsNotSaidToBeOpened() {
    MappedFilesReading<ObjectSummary> reading =
        without("/libjli.so", FileContent.Why.SKIPPED, reading());
    LoadedObjects objects = LoadedObjects.of(reading);
    assertThat(objects.areWhole()).isFalse();
    assertThat(objects.role(named(objects, "/libjimage.so"))).isEmpty();
    assertThat(objects.role(named(objects, "/bin/java"))).contains(LoadedAs.PROGRAM);
    LoadedObject unread = named(objects, "/libjli.so");
    assertThat(unread.unread()).contains(FileContent.Why.SKIPPED);
    assertThat(unread.pathUnknown()).contains(FileContent.Why.SKIPPED);
  }

  @Test
  void whatMayHaveBeenLeftOutIsNotSaidToBeMissing() {
    MappedFilesReading<ObjectSummary> reading = reading();
    LoadedObjects objects =
        LoadedObjects.of(with(reading.objects(), Set.of(MappedFileLimit.FILES), reading));
    assertThat(objects.areWhole()).isFalse();
    assertThat(objects.role(named(objects, "/libjimage.so"))).isEmpty();
  }
}
