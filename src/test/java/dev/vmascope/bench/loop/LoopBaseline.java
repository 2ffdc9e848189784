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
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// The loops as they were when somebody last accepted their speed: compiled, so that they can run
/// beside those of today.
public final class LoopBaseline {
  /// The classes of those loops.
  public static final Path FILE = Path.of("src/test/resources/loop-baseline.jar");

  private final Map<HotLoop, IntFunction<LoopBody>> loops;

  private LoopBaseline(OwnClassLoader classes) {
    loops = loops(classes);
  }

  /// The stored loops.
  static LoopBaseline read() throws IOException {
    return new LoopBaseline(new OwnClassLoader(FILE.toUri().toURL()));
  }

  /// The body of a stored loop, over as many rows as that of today has.
  LoopBody body(HotLoop loop) {
    return Objects.requireNonNull(loops.get(loop), loop + " is not in " + FILE).apply(loop.rows());
  }

  /// Stores the loops of today: the classes that a run of all loops loads.
  public static void store() throws IOException {
    String[] path = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] folders = new URL[path.length];
    for (int i = 0; i < path.length; i++) {
      folders[i] = Path.of(path[i]).toUri().toURL();
    }
    try (OwnClassLoader today = new OwnClassLoader(folders)) {
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
      for (Object loop : from.loadClass(HotLoop.class.getName()).getEnumConstants()) {
        loops.put(HotLoop.named(loop.toString()), (IntFunction<LoopBody>) loop);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no loops in " + FILE, e);
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
