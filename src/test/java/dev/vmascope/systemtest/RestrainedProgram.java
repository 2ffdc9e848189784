package dev.vmascope.systemtest;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.vmascope.sandbox.Restraint;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A program that puts restraints on itself and then becomes another program, or runs the `main` of
/// a library, since the last restraint forbids to start programs. Arguments: how many restraints,
/// from the first on; the other program or library (`….so`), and its arguments.
@SuppressWarnings("restricted")
public final class RestrainedProgram {
  private RestrainedProgram() {}

  /// The command that runs another under the first so many restraints.
  public static String[] command(int restraints, String... other) {
    List<String> before =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes(RestrainedProgram.class) + ":" + classes(Restraint.class),
            RestrainedProgram.class.getName(),
            Integer.toString(restraints));
    String[] all = Arrays.copyOf(before.toArray(new String[0]), before.size() + other.length);
    System.arraycopy(other, 0, all, before.size(), other.length);
    return all;
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  public static void main(String[] arguments) throws Throwable {
    int restraints = Integer.parseInt(arguments[0]);
    String other = arguments[1];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocate(ADDRESS, arguments.length);
      for (int i = 1; i < arguments.length; i++) {
        list.setAtIndex(ADDRESS, i - 1L, arena.allocateFrom(arguments[i]));
      }
      MemorySegment program = arena.allocateFrom(other);
      boolean library = other.endsWith(".so");
      MethodHandle call = library ? main(other, arena) : execv();
      for (Restraint restraint : Arrays.copyOf(Restraint.values(), restraints)) {
        restraint
            .putOn()
            .ifPresent(why -> {
              throw new IllegalStateException(restraint + ": " + why);
            });
      }
      int result =
          library
              ? (int) call.invokeExact(arguments.length - 1, list)
              : (int) call.invokeExact(program, list);
      if (!library || result != 0) {
        throw new IllegalStateException(other + ": " + result);
      }
    }
  }

  private static MethodHandle main(String library, Arena arena) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup(Path.of(library), arena).findOrThrow("main"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  }

  private static MethodHandle execv() {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("execv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  }
}
