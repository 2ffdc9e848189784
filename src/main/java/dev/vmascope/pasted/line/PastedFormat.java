package dev.vmascope.pasted.line;

import java.util.Locale;

/// A format of listings that can be pasted.
public enum PastedFormat {
  /// `/proc/<pid>/maps`.
  MAPS,
  /// `/proc/<pid>/smaps`.
  SMAPS,
  /// The error log of HotSpot, `hs_err_pid<pid>.log`.
  HS_ERR,
  /// The abort message of glibc before 2.26.
  GLIBC_ABORT,
  /// The crash report of Ruby.
  RUBY,
  /// A profile of gperftools, tcmalloc, jemalloc or pprof in text.
  HEAP_PROFILE,
  /// A crash report of apport.
  APPORT,
  /// The field `COREDUMP_PROC_MAPS` of a journal entry.
  JOURNAL,
  /// `pmap`.
  PMAP,
  /// `pmap -x`.
  PMAP_X,
  /// `pmap -d`.
  PMAP_D,
  /// `pmap -X` or `-XX`.
  PMAP_XX,
  /// `info proc mappings` of gdb.
  GDB,
  /// The files in a core dump, as eu-readelf or readelf print them.
  NT_FILE,
  /// `jcmd <pid> System.map`.
  SYSTEM_MAP,
  /// `memory region --all` of lldb.
  LLDB,
  /// A tombstone of Android.
  TOMBSTONE,
  /// The report of a sanitizer of gcc or clang.
  SANITIZER,
  /// The segments that `valgrind -d -d` shows.
  VALGRIND,
  /// The mappings in a log of perf, `perf script --show-mmap-events`.
  PERF,
  /// Ranges with names, as pprof knows them.
  RANGES;

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
