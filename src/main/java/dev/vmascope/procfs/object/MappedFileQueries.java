package dev.vmascope.procfs.object;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessReading;
import java.util.List;
import java.util.Optional;

/// The queries about files that processes map. Each read ends within the time-out, one way or
/// another.
public sealed interface MappedFileQueries permits MappedFileReads {
  /// The size of a page, in bytes.
  int PAGE_BYTES = LibC.PAGE_BYTES;

  /// Reads one process and opens files that it maps: regular ones alone, and none but those.
  ///
  /// @param parser selects the files, and parses each
  <T> Outcome<MappedFilesReading<T>> objects(int id, MappedFileParser<T> parser);

  /// The bytes of the vDSO of a process, where the service has the same.
  ///
  /// @param vdso the mapping of it
  Optional<ObjectBytes> vdso(Mapping vdso);

  /// Reads the state of the file behind a mapping of a process.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param offset of a page of the object, in bytes
  /// @return not applicable if it is no regular file; denied where the service may not read its
  ///   status
  Outcome<BackingFileState> room(ProcessReading process, Mapping mapping, long offset);

  /// The identity of mapped files, where device and inode in maps may be ambiguous. Nothing is
  /// opened.
  ///
  /// @param process as it was before: gone, if it is another one or has another address space now
  /// @param files a mapping of each file
  /// @return as many
  Outcome<List<MappedFileEvidence>> evidence(ProcessReading process, List<ClassifiedMapping> files);
}
