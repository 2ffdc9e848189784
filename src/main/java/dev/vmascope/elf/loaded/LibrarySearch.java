package dev.vmascope.elf.loaded;

import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.MappedFile;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A search for libraries by the paths that a dynamic linker tries (ld.so(8)). Where the linker had
/// further paths (`LD_LIBRARY_PATH`, its cache), the directory of another library of the process
/// may be the one.
final class LibrarySearch {
  private static final int MOST_FOLDERS = 64;

  /// The maximum number of paths and names of one process that are tried.
  private static final int MOST_TRIES = 2048;

  /// `PATH_MAX`: the kernel accepts no longer path.
  private static final int LONGEST = 4096;

  private static final Pattern ORIGIN = Pattern.compile("\\$(?:\\{ORIGIN}|ORIGIN)");
  private static final List<String> DEFAULT =
      List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib");
  private static final List<String> LIB = List.of("lib64", "lib");

  private final List<LoadedObject> objects;
  private final Map<RawText, MappedFile> otherPaths;
  private final Set<String> folders = new LinkedHashSet<>();
  private final IdentityHashMap<LoadedObject, List<String>> listed = new IdentityHashMap<>();
  private int tries;

  /// @param otherPaths the files that other paths lead to, as far as the paths have been followed
  LibrarySearch(List<LoadedObject> objects, Map<RawText, MappedFile> otherPaths) {
    this.objects = objects;
    this.otherPaths = otherPaths;
    objects.forEach(object -> folders.add(folder(object.file().path().latin1())));
    folders.addAll(DEFAULT);
  }

  /// The object of a name.
  ///
  /// @param by the object that needs it
  /// @param program the program, whose list counts for its libraries too
  Optional<LoadedObject> find(LoadedObject by, Optional<LoadedObject> program, RawText name) {
    Optional<LoadedObject> relative = atRelativePath(name.latin1());
    return relative.isPresent() || otherPaths.isEmpty()
        ? relative
        : paths(by, program, name).stream().flatMap(path -> at(path).stream()).findFirst();
  }

  /// The object that another path leads to.
  Optional<LoadedObject> at(RawText path) {
    return Optional.ofNullable(otherPaths.get(path))
        .flatMap(file -> objects.stream().filter(object -> object.file().equals(file)).findFirst());
  }

  /// The object at a path that was relative to a directory at that time.
  private Optional<LoadedObject> atRelativePath(String path) {
    String rest = path;
    while (rest.startsWith("./") || rest.startsWith("../")) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    String end = "/" + rest;
    return path.indexOf('/') <= 0 || ++tries > MOST_TRIES
        ? Optional.empty()
        : objects.stream()
            .filter(object -> object.file().kind() == MappingKind.FILE)
            .filter(object -> object.file().path().latin1().endsWith(end))
            .findFirst();
  }

  /// The paths in the order in which they are tried, as far as that is known; empty once the
  /// objects of the process have asked for too many.
  List<RawText> paths(LoadedObject by, Optional<LoadedObject> program, RawText name) {
    String asked = withOrigin(by, name.latin1());
    if (asked.isEmpty() || tries >= MOST_TRIES) {
      return List.of();
    }
    if (asked.startsWith("/")) {
      tries++;
      return List.of(new RawText(asked));
    }
    Stream<String> known =
        asked.indexOf('/') < 0
            ? Stream.concat(listed(by), program.stream().flatMap(one -> listed(one)))
            : Stream.of();
    List<RawText> paths =
        Stream.concat(known, folders.stream())
            .distinct()
            .limit(Math.min(MOST_FOLDERS, MOST_TRIES - tries))
            .filter(folder -> folder.length() + asked.length() < LONGEST)
            .map(folder -> new RawText(folder + "/" + asked))
            .toList();
    tries += Math.max(1, paths.size());
    return paths;
  }

  /// The directories that an object itself names.
  private Stream<String> listed(LoadedObject object) {
    return listed.computeIfAbsent(object, LibrarySearch::list).stream();
  }

  private static List<String> list(LoadedObject object) {
    return object
        .facts()
        .flatMap(facts -> facts.runpath().or(facts::rpath))
        .map(RawText::latin1)
        .stream()
        .flatMap(text -> Stream.of(text.split(":", -1)))
        .map(folder -> withOrigin(object, folder))
        .flatMap(LibrarySearch::withLib)
        .filter(folder -> folder.startsWith("/"))
        .limit(MOST_FOLDERS)
        .toList();
  }

  /// A name with the directory of the object in place of its origin; empty if that is longer than
  /// any path may be.
  private static String withOrigin(LoadedObject object, String path) {
    String origin = folder(object.file().path().latin1());
    StringBuilder whole = new StringBuilder();
    Matcher place = ORIGIN.matcher(path);
    int end = 0;
    while (place.find() && whole.length() < LONGEST) {
      whole.append(path, end, place.start()).append(origin);
      end = place.end();
    }
    whole.append(path, end, path.length());
    return whole.length() < LONGEST ? whole.toString() : "";
  }

  private static Stream<String> withLib(String folder) {
    return folder.contains("$LIB") || folder.contains("${LIB}")
        ? LIB.stream().map(lib -> folder.replace("${LIB}", lib).replace("$LIB", lib))
        : Stream.of(folder);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
