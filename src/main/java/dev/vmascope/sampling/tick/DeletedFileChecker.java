package dev.vmascope.sampling.tick;

import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.object.MappedFile;
import dev.vmascope.procfs.object.MappedFileParser;
import dev.vmascope.procfs.object.MappedObject;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.DeletedFileState;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.ProcessKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The states of deleted files whose code processes still run. Files of file systems other than
/// `/proc` are opened for it, which may hang: so never in a tick.
@Component
public class DeletedFileChecker {
  /// The maximum time for checking all processes. Those that remain come first the next time, so
  /// that files that are slow to read cost no more.
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

  private final ProcFs procFs;

  /// The known states by process; the processes that were checked last come last.
  private volatile Map<ProcessKey, Map<RawText, DeletedFileState>> known = Map.of();

  DeletedFileChecker(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// The findings in the mappings of a process, whose files are checked now if some of them were
  /// deleted. The files of a captured process are those of another time or machine: their states
  /// are unknown.
  public List<Finding> check(ProcessReading process, MappingInspector inspector) {
    Set<RawText> deleted = inspector.deletedCode();
    boolean checkable = process.captured().isEmpty() && !deleted.isEmpty();
    return findings(inspector, checkable ? states(process, deleted) : Map.of());
  }

  /// The findings in the mappings of a process, by the known states of its files.
  List<Finding> findings(ProcessReading process, MappingInspector inspector) {
    Map<RawText, DeletedFileState> files = known.get(ProcessKey.of(process.stat()));
    return files == null
        ? inspector.findings(_ -> DeletedFileState.NOT_YET_KNOWN)
        : findings(inspector, files);
  }

  private static List<Finding> findings(
      MappingInspector inspector, Map<RawText, DeletedFileState> states) {
    return inspector.findings(path -> states.getOrDefault(path, DeletedFileState.UNKNOWN));
  }

  /// Checks the files of all processes that run code of deleted ones, as far as time allows, those
  /// that have waited longest first; drops the states of other processes.
  ///
  /// @param inspectors the inspectors by process
  void checkAll(Map<ProcessReading, MappingInspector> inspectors) {
    Map<ProcessKey, Map<RawText, DeletedFileState>> before = known;
    List<ProcessKey> order = List.copyOf(before.keySet());
    Map<ProcessKey, Integer> places = new HashMap<>();
    order.forEach(key -> places.put(key, places.size()));
    Map<ProcessKey, Map<RawText, DeletedFileState>> next = new LinkedHashMap<>();
    Map<ProcessKey, Map<RawText, DeletedFileState>> checked = new LinkedHashMap<>();
    long end = System.nanoTime() + LONGEST_CHECK.toNanos();
    inspectors.entrySet().stream()
        .filter(entry -> entry.getValue().hasDeletedCode())
        .sorted(
            Comparator.comparingInt(
                entry -> places.getOrDefault(ProcessKey.of(entry.getKey().stat()), -1)))
        .forEach(entry -> {
          ProcessKey key = ProcessKey.of(entry.getKey().stat());
          if (System.nanoTime() - end < 0) {
            checked.put(key, states(entry.getKey(), entry.getValue().deletedCode()));
          } else if (before.containsKey(key)) {
            next.put(key, before.getOrDefault(key, Map.of()));
          }
        });
    next.putAll(checked);
    known = Collections.unmodifiableMap(next);
  }

  private Map<RawText, DeletedFileState> states(ProcessReading process, Set<RawText> deleted) {
    Map<RawText, DeletedFileState> states = new HashMap<>();
    try {
      procFs
          .mappedFiles()
          .objects(process.stat().pid(), new DeletedOnes(deleted))
          .value()
          .filter(reading ->
              ProcessKey.of(reading.process().stat()).equals(ProcessKey.of(process.stat())))
          .ifPresent(reading ->
              reading
                  .objects()
                  .forEach(object ->
                      states.put(
                          object.file().listedPath(), fileState(object, reading.process()))));
    } catch (ReaderBusyException | ReadsStuckException | TooLargeException _) {
      // It stays unknown until the next check.
    }
    return states;
  }

  private static DeletedFileState fileState(
      MappedObject<ObjectSummary> object, ProcessReading process) {
    return LoadedObject.of(object)
        .map(loaded ->
            new DeletedFileState(state(loaded, process), Optional.of(loaded.installedPath())))
        .orElse(DeletedFileState.UNKNOWN);
  }

  private static DeletedFileState.State state(LoadedObject loaded, ProcessReading process) {
    return switch (loaded.replacedOnDisk()) {
      case REPLACED -> DeletedFileState.State.REPLACED;
      case SAME_BUILD, NO -> DeletedFileState.State.SAME_BUILD;
      case DELETED -> UnpackedCode.state(loaded, process);
      case UNKNOWN, NOT_APPLICABLE -> DeletedFileState.State.UNKNOWN;
    };
  }

  /// A parser of those files at these paths that were deleted.
  private static final class DeletedOnes implements MappedFileParser<ObjectSummary> {
    private final Set<RawText> paths;
    private final ObjectInfoParser survey = ObjectInfoParser.ofAll();

    DeletedOnes(Set<RawText> paths) {
      this.paths = paths;
    }

    @Override
    public boolean wants(MappedFile file) {
      return file.deleted() && paths.contains(file.path());
    }

    @Override
    public ObjectSummary parse(MappedFile file, ObjectBytes bytes) {
      return survey.parse(file, bytes);
    }

    @Override
    public Optional<Boolean> sameBuild(Opened<ObjectSummary> mapped, Opened<ObjectSummary> there)
        throws IOException {
      return survey.sameBuild(mapped, there);
    }
  }
}
