package dev.vmascope.sampling.tick;

import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.MappedInode;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.DeletedFileState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// A test that distinguishes libraries unpacked by the program from those of removed packages. The
/// program has unpacked, loaded and deleted them itself. A file of a package belongs to root, or is
/// older than the process; a file that a program unpacks belongs to its user, and is made while it
/// runs, or by its parent in a directory for temporary files. The program that runs is never taken
/// for such a library.
final class UnpackedCode {
  private static final Set<String> TEMPORARY =
      Set.of("tmp", ".tmp", "temp", ".temp", "cache", ".cache", "caches", "shm");

  private static final Set<String> PROGRAMS = Set.of("executable", "pie-executable");

  private UnpackedCode() {}

  /// The state of a deleted file whose path holds no other file.
  static DeletedFileState.State state(LoadedObject object, ProcessReading process) {
    RawText path = object.file().listedPath();
    String executable = process.executable().value().map(RawText::latin1).orElse("");
    boolean program =
        executable.equals(path.latin1() + " (deleted)")
            || object.facts().flatMap(ObjectInfo::type).filter(PROGRAMS::contains).isPresent();
    if (program) {
      return DeletedFileState.State.DELETED;
    }
    boolean temporary = isTemporary(path.text());
    if (object.inode().isEmpty()) {
      return temporary ? DeletedFileState.State.UNPACKED_BY_PATH : DeletedFileState.State.DELETED;
    }
    MappedInode inode = object.inode().get();
    boolean own = inode.links() == 0 && inode.ofUser() && (inode.madeSince() || temporary);
    return own ? DeletedFileState.State.UNPACKED : DeletedFileState.State.DELETED;
  }

  /// Whether a file lies where programs keep files that they can make again.
  private static boolean isTemporary(String path) {
    String[] names = path.toLowerCase(Locale.ROOT).split("/", -1);
    return Arrays.stream(names, 0, names.length - 1).anyMatch(TEMPORARY::contains);
  }
}
