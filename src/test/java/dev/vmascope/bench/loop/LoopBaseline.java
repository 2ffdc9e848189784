package dev.vmascope.bench.loop;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// The loops that those of today run beside, of classes of their own.
public final class LoopBaseline {
  /// The compiled classes of the loops whose speed somebody has accepted.
  public static final Path FILE = Path.of("src/test/resources/loop-baseline.jar");

  private final Map<HotLoop, IntFunction<LoopBody>> loops;

  private LoopBaseline(OwnClassLoader classes) {
    loops = loops(classes);
  }

  /// Where they are from.
  public enum Version {
    /// The loops of [#FILE].
    STORED,
    /// Those of today once more.
    TODAY
  }

  /// The loops of a version.
  public static LoopBaseline of(Version version) throws IOException {
    return new LoopBaseline(
        version == Version.TODAY ? today() : new OwnClassLoader(FILE.toUri().toURL()));
  }

  /// The loops of today that it has as well.
  public Set<HotLoop> loops() {
    return loops.keySet();
  }

  /// The body of a loop, over as many rows as that of today has.
  LoopBody body(HotLoop loop) {
    return Objects.requireNonNull(loops.get(loop), loop + " is not in " + FILE).apply(loop.rows());
  }

  private static OwnClassLoader today() throws IOException {
    String[] path = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] folders = new URL[path.length];
    for (int i = 0; i < path.length; i++) {
      folders[i] = Path.of(path[i]).toUri().toURL();
    }
    return new OwnClassLoader(folders);
  }

  /// Stores the loops of today: the classes that a run of all loops loads.
  public static void store() throws IOException {
    try (OwnClassLoader today = today()) {
      for (var loop : loops(today).entrySet()) {
        loop.getValue().apply(loop.getKey().rows()).run();
      }
      write(today);
    }
  }

  @SuppressWarnings("unchecked") // [HotLoop] of another loader is still a function to a LoopBody
  private static Map<HotLoop, IntFunction<LoopBody>> loops(ClassLoader from) {
    Map<HotLoop, IntFunction<LoopBody>> loops = new EnumMap<>(HotLoop.class);
    try {
      for (Object other : from.loadClass(HotLoop.class.getName()).getEnumConstants()) {
        for (HotLoop loop : HotLoop.values()) {
          if (loop.toString().equals(other.toString())) {
            loops.put(loop, (IntFunction<LoopBody>) other);
          }
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no loops in " + from.getName(), e);
    }
    return loops;
  }

  private static void write(OwnClassLoader classes) throws IOException {
    try (OutputStream file = Files.newOutputStream(FILE);
        JarOutputStream jar = new JarOutputStream(file)) {
      for (String name : classes.loaded()) {
        String entry = name.replace('.', '/') + ".class";
        JarEntry dated = new JarEntry(entry);
        dated.setTime(0);
        jar.putNextEntry(dated);
        try (InputStream in = Objects.requireNonNull(classes.getResourceAsStream(entry))) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
  }
}
