package dev.vmascope.elf.loaded;

import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.MappedFile;
import dev.vmascope.procfs.object.MappedFilesReading;
import dev.vmascope.procfs.object.MappedObject;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ELF objects of a process, and their needs: `ldd` of the running process.
public final class LoadedObjects {
  private static final String DELETED = " (deleted)";

  private final List<LoadedObject> all;
  private final Map<String, LoadedObject> byName = new HashMap<>();
  private final Set<LoadedObject> needed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<LoadedObject> interpreters = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Optional<RawText> executable;
  private final Optional<LoadedObject> program;
  private final boolean whole;
  private final boolean allIdentified;

  private LoadedObjects(
      List<LoadedObject> all,
      Optional<RawText> executable,
      Map<RawText, MappedFile> otherPaths,
      boolean complete) {
    this.all = all;
    this.executable = executable;
    whole =
        complete
            && all.stream()
                .allMatch(object -> object.facts().flatMap(ObjectInfo::needed).isPresent());
    // By the names that linkers go by first, since any file may be called like a library.
    for (LoadedObject object : filesFirst()) {
      object
          .facts()
          .flatMap(ObjectInfo::soname)
          .ifPresent(soname -> byName.putIfAbsent(soname.latin1(), object));
    }
    for (LoadedObject object : filesFirst()) {
      byName.putIfAbsent(object.fileName(), object);
      byName.putIfAbsent(object.file().path().latin1(), object);
    }
    LibrarySearch search = new LibrarySearch(all, otherPaths);
    for (RawText path : interpreterPaths()) {
      named(lastPart(path.latin1())).or(() -> search.at(path)).ifPresent(interpreters::add);
    }
    program = findProgram();
    for (LoadedObject object : all) {
      needs(object).forEach(name -> resolve(object, name, search));
    }
    allIdentified =
        whole && executable.isPresent() && all.stream().noneMatch(this::hasUnidentified);
  }

  /// The dynamic linkers that programs ask for.
  private List<RawText> interpreterPaths() {
    return all.stream()
        .flatMap(object -> object.facts().stream())
        .filter(facts -> !facts.type().equals(Optional.of("shared-library")))
        .flatMap(facts -> facts.interpreter().stream())
        .distinct()
        .toList();
  }

  /// The program that the kernel runs; or, where that is a dynamic linker that was given a program
  /// to run (`ld.so ./program`), the one program that asks for it.
  private Optional<LoadedObject> findProgram() {
    Optional<LoadedObject> run = all.stream().filter(this::isExecutable).findFirst();
    if (run.filter(interpreters::contains).isEmpty()) {
      return run;
    }
    List<LoadedObject> programs =
        all.stream()
            .filter(object -> !isExecutable(object))
            .filter(object ->
                object
                    .facts()
                    .filter(facts -> facts.interpreter().isPresent())
                    .flatMap(ObjectInfo::type)
                    .filter(type -> !type.equals("shared-library"))
                    .isPresent())
            .toList();
    return programs.size() == 1 ? Optional.of(programs.getFirst()) : run;
  }

  private void resolve(LoadedObject by, RawText name, LibrarySearch search) {
    find(name)
        .or(() -> search.find(by, program, name))
        .ifPresent(object -> {
          byName.putIfAbsent(name.latin1(), object);
          needed.add(object);
        });
  }

  /// The objects of a reading.
  public static LoadedObjects of(MappedFilesReading<ObjectSummary> reading) {
    return new LoadedObjects(
        loaded(reading.objects()),
        reading.process().executable().value(),
        reading.otherPaths(),
        reading.complete());
  }

  private static List<LoadedObject> loaded(List<MappedObject<ObjectSummary>> objects) {
    return objects.stream().flatMap(mapped -> LoadedObject.of(mapped).stream()).toList();
  }

  /// The paths that may lead to libraries that are needed by a name that no object has: the links
  /// must be followed.
  static Set<RawText> otherPaths(
      List<MappedObject<ObjectSummary>> objects, Optional<RawText> executable) {
    LoadedObjects known = new LoadedObjects(loaded(objects), executable, Map.of(), true);
    LibrarySearch search = new LibrarySearch(known.all, Map.of());
    Set<RawText> paths = new LinkedHashSet<>();
    known.interpreterPaths().stream()
        .filter(path -> known.named(lastPart(path.latin1())).isEmpty())
        .forEach(paths::add);
    for (LoadedObject object : known.all) {
      needs(object).stream()
          .filter(name -> known.find(name).isEmpty())
          .forEach(name -> paths.addAll(search.paths(object, known.program, name)));
    }
    return paths;
  }

  private static List<RawText> needs(LoadedObject object) {
    return object.facts().flatMap(ObjectInfo::needed).orElse(List.of()).stream()
        .distinct()
        .toList();
  }

  /// All objects, in ascending order of address.
  public List<LoadedObject> all() {
    return List.copyOf(all);
  }

  /// The objects, files first: linkers load files, and a copy in memory must not pass for one.
  private List<LoadedObject> filesFirst() {
    return all.stream()
        .sorted(Comparator.comparing(object -> object.file().kind() != MappingKind.FILE))
        .toList();
  }

  /// The object of an id; the file, if there is a copy of it in memory too.
  public Optional<LoadedObject> find(ObjectId id) {
    return filesFirst().stream().filter(object -> object.is(id)).findFirst();
  }

  /// The object that a name in the dynamic section means.
  public Optional<LoadedObject> find(RawText name) {
    return named(name.latin1());
  }

  private Optional<LoadedObject> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Whether all objects and their needs are known: only then an object can be called needed by
  /// none, or missing.
  public boolean areWhole() {
    return whole;
  }

  /// Whether a library is loaded for none of these objects. An object that runs was not loaded
  /// without its needs: a library that is not found goes by a name that could not be followed.
  ///
  /// @param by the object that needs it
  public boolean isMissing(LoadedObject by, RawText name) {
    return whole && find(name).isEmpty() && !isLinked(by);
  }

  /// Whether an object needs a library that could not be identified.
  public boolean hasUnidentified(LoadedObject by) {
    return needs(by).stream().anyMatch(name -> find(name).isEmpty() && !isMissing(by, name));
  }

  /// Whether it was loaded to run: its code lies where it belongs, and there is a linker.
  private boolean isLinked(LoadedObject object) {
    return !object.place().biases().isEmpty() && !interpreters.isEmpty();
  }

  /// The role of an object in the process.
  ///
  /// @return empty where it is unknown: the object may be needed by one that could not be read, or
  ///   by a name that could not be followed
  public Optional<LoadedAs> role(LoadedObject object) {
    if (program.filter(object::equals).isPresent()) {
      return Optional.of(LoadedAs.PROGRAM);
    }
    if (interpreters.contains(object)) {
      return Optional.of(LoadedAs.INTERPRETER);
    }
    if (isExecutable(object)) {
      return Optional.of(LoadedAs.PROGRAM);
    }
    if (needed.contains(object)) {
      return Optional.of(LoadedAs.NEEDED);
    }
    return allIdentified ? Optional.of(LoadedAs.OPENED) : Optional.empty();
  }

  /// Whether the kernel runs it.
  private boolean isExecutable(LoadedObject object) {
    String path = object.file().path().latin1();
    String running = executable.map(RawText::latin1).orElse("");
    return running.equals(path) || running.equals(path + DELETED);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
