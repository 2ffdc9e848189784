package dev.vmascope.sharing;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.object.FileContent;
import dev.vmascope.procfs.object.MappedFileEvidence;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ProcessReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The mappings of files whose device and inode in maps may be ambiguous. They are held until all
/// mappings of their process are known, and the kernel has been asked about each file once. For one
/// survey: the number of requests is bounded.
final class DoubtfulFiles {
  private static final int MOST_HELD = 8_192;
  private static final int MOST_ASKED = 20_000;

  /// The time limit over all processes: a part of the time of a survey.
  private static final Duration LONGEST = Duration.ofMillis(1_500);

  private final ProcFs procFs;
  private final SharedObjects objects;

  /// The devices on which device and inode are unambiguous.
  private final Set<Device> plain = new HashSet<>();

  private final Set<FileContent.Why> unidentified = EnumSet.noneOf(FileContent.Why.class);
  private final List<ClassifiedMapping> held = new ArrayList<>();
  private final Map<File, FileEvidence> known = new HashMap<>();
  private int asked;
  private long tookNanos;

  /// The key of a file in maps.
  private record File(Device device, long inode, RawText path, boolean deleted) {
    static File of(ClassifiedMapping listed) {
      return new File(
          listed.mapping().device(),
          listed.mapping().inode(),
          Objects.requireNonNull(listed.backing().path()),
          listed.backing().deleted());
    }
  }

  DoubtfulFiles(ProcFs procFs, SharedObjects objects) {
    this.procFs = procFs;
    this.objects = objects;
  }

  /// Whether device and inode of a mapping may belong to several files. File systems on a block
  /// device of their own number their files uniquely.
  boolean has(ClassifiedMapping listed) {
    return listed.backing().kind() == MappingKind.FILE
        && listed.mapping().device().major() == 0
        && listed.mapping().inode() != 0
        && !plain.contains(listed.mapping().device());
  }

  /// Holds a mapping of a process; those of the next process come only after [#end].
  void hold(ProcessReading process, ClassifiedMapping listed) {
    if (held.size() == MOST_HELD) {
      handOn(process);
    }
    held.add(listed);
  }

  /// Passes on the held mappings of a process.
  void end(ProcessReading process) {
    handOn(process);
    known.clear();
  }

  /// The reasons why some files are identified by their paths only.
  Set<FileContent.Why> unidentified() {
    return Set.copyOf(unidentified);
  }

  private void handOn(ProcessReading process) {
    Map<File, ClassifiedMapping> wanted = new LinkedHashMap<>();
    for (ClassifiedMapping listed : held) {
      File file = File.of(listed);
      if (!known.containsKey(file)) {
        wanted.putIfAbsent(file, listed);
      }
    }
    if (!wanted.isEmpty()) {
      learn(process, List.copyOf(wanted.values()));
    }
    for (ClassifiedMapping listed : held) {
      FileEvidence evidence =
          known.computeIfAbsent(File.of(listed), file -> path(file, FileContent.Why.SKIPPED));
      objects.add(process.stat().pid(), "", listed, evidence);
    }
    held.clear();
  }

  private FileEvidence path(File file, FileContent.Why why) {
    unidentified.add(why);
    return new FileEvidence.Path(file.path().latin1());
  }

  private void learn(ProcessReading process, List<ClassifiedMapping> files) {
    if (asked + files.size() > MOST_ASKED || tookNanos > LONGEST.toNanos()) {
      return;
    }
    asked += files.size();
    long began = System.nanoTime();
    try {
      List<MappedFileEvidence> evidence =
          procFs.mappedFiles().evidence(process, files).value().orElse(List.of());
      for (int i = 0; i < evidence.size(); i++) {
        evidence.get(i).why().ifPresent(unidentified::add);
        known.put(File.of(files.get(i)), evidence.get(i).evidence());
        if (evidence.get(i).evidence() instanceof FileEvidence.Numbers) {
          plain.add(files.get(i).mapping().device());
        }
      }
    } catch (ReaderBusyException | ReadsStuckException _) {
      // Their paths identify them.
    } finally {
      tookNanos += System.nanoTime() - began;
    }
  }
}
