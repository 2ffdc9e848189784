package dev.vmascope.elf;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.procfs.ObjectsReading;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ELF objects of a process, and which needs which: what `ldd` would say of the running
/// process.
public final class LoadedObjects {
  private static final String DELETED = " (deleted)";

  private final List<LoadedObject> all;
  private final Map<String, LoadedObject> byName = new HashMap<>();
  private final Set<LoadedObject> needed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> interpreters = new HashSet<>();
  private final Optional<KernelText> program;
  private final boolean whole;

  private LoadedObjects(List<LoadedObject> all, Optional<KernelText> program, boolean complete) {
    this.all = all;
    this.program = program;
    whole =
        complete
            && all.stream()
                .allMatch(object -> object.facts().flatMap(ObjectFacts::needed).isPresent());
    // By the names that linkers go by first, since any file may be called like a library.
    for (LoadedObject object : filesFirst()) {
      object
          .facts()
          .flatMap(ObjectFacts::soname)
          .ifPresent(soname -> byName.putIfAbsent(soname.latin1(), object));
    }
    for (LoadedObject object : filesFirst()) {
      byName.putIfAbsent(object.fileName(), object);
      byName.putIfAbsent(object.file().path().latin1(), object);
    }
    for (LoadedObject object : all) {
      object.facts().ifPresent(this::note);
    }
  }

  private void note(ObjectFacts facts) {
    facts.needed().orElse(List.of()).forEach(name -> find(name).ifPresent(needed::add));
    if (!facts.type().equals(Optional.of("shared-library"))) {
      facts.interpreter().ifPresent(text -> interpreters.add(lastPart(text.latin1())));
    }
  }

  /// The objects of a reading.
  public static LoadedObjects of(ObjectsReading<ObjectSummary> reading) {
    return new LoadedObjects(
        reading.objects().stream().flatMap(mapped -> LoadedObject.of(mapped).stream()).toList(),
        reading.process().executable().value(),
        reading.complete());
  }

  /// All of them, in ascending order of address.
  public List<LoadedObject> all() {
    return List.copyOf(all);
  }

  /// Linkers load files; a copy in memory must not pass for one.
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
  public Optional<LoadedObject> find(KernelText name) {
    return Optional.ofNullable(byName.get(name.latin1()));
  }

  /// Whether all of them are known, and what each needs: only then something can be said to be
  /// needed by none, or to be missing.
  public boolean areWhole() {
    return whole;
  }

  /// How an object came into the process.
  ///
  /// @return empty where that cannot be told: it may be needed by an object that could not be read
  public Optional<Role> role(LoadedObject object) {
    if (isProgram(object)) {
      return Optional.of(Role.PROGRAM);
    }
    if (interpreters.contains(object.fileName())) {
      return Optional.of(Role.INTERPRETER);
    }
    if (needed.contains(object)) {
      return Optional.of(Role.NEEDED);
    }
    return whole && program.isPresent() ? Optional.of(Role.OPENED) : Optional.empty();
  }

  private boolean isProgram(LoadedObject object) {
    String path = object.file().path().latin1();
    String running = program.map(KernelText::latin1).orElse("");
    return running.equals(path) || running.equals(path + DELETED);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
