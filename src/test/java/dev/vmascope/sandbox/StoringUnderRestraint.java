package dev.vmascope.sandbox;

import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.NumberedCalls;
import dev.vmascope.storage.FileStore;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.Storage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A program that restrains itself, stores files in a folder, and tries to write elsewhere. It says
/// how each call ended: `name 0`, or the errno. Argument: the folder, with a file `token`.
public final class StoringUnderRestraint {
  private static final int MOST = 1_000;
  private static final long READING_FOLDER = 0;
  private static final long WHOLE_WORD = 1L << 32;
  private static final int CURRENT_FOLDER = -100;
  private static final int EXCHANGE = 2;
  private static final int REMOVE_FOLDER = 0x200;
  private static final int HOW_BYTES = 24;
  private static final PrintStream OUT = System.out;

  private StoringUnderRestraint() {}

  public static void main(String[] arguments) throws IOException {
    FileStore store = (FileStore) Storage.open(Path.of(arguments[0]));
    FolderArguments folder = store.writes().orElseThrow();
    for (Restraint restraint : Restraint.values()) {
      restraint
          .putOn(store.writes())
          .ifPresent(why -> {
            throw new IllegalStateException(why);
          });
    }
    OUT.println("holds " + Restraint.WRITES.holds());
    use(store);
    try (Arena arena = Arena.ofConfined()) {
      long root = arena.allocateFrom("/").address();
      long other = call(SystemCall.OPENAT, CURRENT_FOLDER, root, READING_FOLDER, 0);
      OUT.println("folders " + (other > 0 && other != folder.descriptor()));
      attack(arena, folder, other);
      keep(folder.descriptor(), other);
    }
    say("execve", SystemCall.EXECVE, 0, 0, 0);
    say("execveat", SystemCall.EXECVEAT, -1, 0, 0, 0, 0);
    say("seccomp", SystemCall.SECCOMP, 1, 8, 0);
    use(store);
  }

  private static void use(FileStore store) throws IOException {
    for (int round = 1; round <= 3; round++) {
      byte[] content = ("round " + round).getBytes(StandardCharsets.UTF_8);
      store.store(Slot.snapshot(round % 2), MOST, out -> out.write(content));
    }
    store.delete(Slot.snapshot(0));
    String read =
        new String(store.read(Slot.snapshot(1), MOST).orElseThrow(), StandardCharsets.UTF_8);
    OUT.println(read + " of " + store.list().size());
  }

  private static void attack(Arena arena, FolderArguments folder, long other) {
    int own = folder.descriptor();
    long how = folder.newFile();
    long temporary = folder.names();
    long slot = temporary + FolderArguments.NAME_BYTES;
    long behind = temporary + folder.bytes();
    long name = arena.allocateFrom("token").address();
    long copy = arena.allocateFrom("vmascope.tmp").address();
    say("create-other-name", SystemCall.OPENAT2, own, copy, how, HOW_BYTES);
    say("create-slot", SystemCall.OPENAT2, own, slot, how, HOW_BYTES);
    say("create-elsewhere", SystemCall.OPENAT2, other, temporary, how, HOW_BYTES);
    say("create-here", SystemCall.OPENAT2, CURRENT_FOLDER, temporary, how, HOW_BYTES);
    say("rename-to", SystemCall.RENAMEAT2, own, temporary, own, name, 0);
    say("rename-from", SystemCall.RENAMEAT2, own, name, own, slot, 0);
    say("rename-slot", SystemCall.RENAMEAT2, own, slot, own, slot, 0);
    say("rename-out", SystemCall.RENAMEAT2, own, temporary, other, slot, 0);
    say("rename-in", SystemCall.RENAMEAT2, other, temporary, own, slot, 0);
    say("rename-exchange", SystemCall.RENAMEAT2, own, temporary, own, slot, EXCHANGE);
    say("rename-behind", SystemCall.RENAMEAT2, own, temporary, own, behind, 0);
    say("unlink-other-name", SystemCall.UNLINKAT, own, name, 0);
    say("unlink-part", SystemCall.UNLINKAT, own, slot + 1, 0);
    say("unlink-elsewhere", SystemCall.UNLINKAT, other, slot, 0);
    say("unlink-folder", SystemCall.UNLINKAT, own, slot, REMOVE_FOLDER);
  }

  private static void keep(int own, long other) {
    say("close", SystemCall.CLOSE, own);
    say("close-by-a-long", SystemCall.CLOSE, own | WHOLE_WORD);
    say("close-range", SystemCall.CLOSE_RANGE, own, own, 0);
    say("dup3", SystemCall.DUP3, other, own, 0);
    if (SystemCall.DUP2.number(Architecture.own().orElseThrow()).isPresent()) {
      say("dup2", SystemCall.DUP2, other, own);
    }
  }

  private static void say(String name, SystemCall call, long... arguments) {
    OUT.println(name + " " + -call(call, arguments));
  }

  private static long call(SystemCall call, long... arguments) {
    int number = call.number(Architecture.own().orElseThrow()).orElseThrow();
    return NumberedCalls.call(number, arguments);
  }
}
