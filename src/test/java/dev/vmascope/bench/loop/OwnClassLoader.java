package dev.vmascope.bench.loop;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Loads classes of the project a second time, so that two versions of them run side by side.
/// Classes of libraries, and [LoopBody], are those of the first time.
final class OwnClassLoader extends URLClassLoader {
  private static final String PROJECT = "dev.vmascope.";

  private final NavigableSet<String> loaded = new TreeSet<>();

  /// @param from where the classes are: folders or a jar
  OwnClassLoader(URL... from) {
    super(Arrays.toString(from), from, OwnClassLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PROJECT) || name.equals(LoopBody.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> again = findLoadedClass(name);
      if (again == null) {
        again = findClass(name);
        loaded.add(name);
      }
      return again;
    }
  }

  /// The names of the classes that it has loaded.
  NavigableSet<String> loaded() {
    return Collections.unmodifiableNavigableSet(loaded);
  }
}
