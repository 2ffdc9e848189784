package dev.vmascope.elf;

import dev.vmascope.mapping.text.RawText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A reader of notes: those of segments, and of sections outside of these.
final class NoteReader {
  private static final int MOST_NOTES = 4096;
  private static final int MOST_SHOWN = 1 << 10;

  /// The bound on owners and contents together.
  private static final int MOST_SHOWN_IN_ALL = 1 << 18;

  private static final int HEADER_BYTES = 12;

  private final ElfSource source;
  private final List<Note> notes = new ArrayList<>();
  private int shownInAll;

  NoteReader(ElfSource source) {
    this.source = source;
  }

  /// The position of notes.
  private record Extent(long offset, long sizeBytes, long align) {
    boolean holds(Section section) {
      return Long.compareUnsigned(section.offset(), offset) >= 0
          && Long.compareUnsigned(section.offset() - offset, sizeBytes) < 0;
    }
  }

  /// The notes read so far.
  List<Note> notes() {
    return List.copyOf(notes);
  }

  /// @throws ElfException if not all could be read; [#notes] has those before
  void read(List<ProgramHeader> segments, List<Section> sections) throws ElfException {
    List<Extent> extents = new ArrayList<>();
    for (ProgramHeader segment : segments) {
      if (segment.type() == ProgramHeader.NOTE) {
        extents.add(new Extent(segment.offset(), segment.fileBytes(), segment.align()));
      }
    }
    List<Extent> loaded = List.copyOf(extents);
    for (Section section : sections) {
      if (section.type() == Section.NOTE
          && loaded.stream().noneMatch(extent -> extent.holds(section))) {
        extents.add(new Extent(section.offset(), section.sizeBytes(), section.align()));
      }
    }
    for (Extent extent : extents) {
      read(extent);
    }
  }

  private void read(Extent extent) throws ElfException {
    ObjectBlocks blocks = new ObjectBlocks(source, "notes", extent.offset(), extent.sizeBytes());
    ByteOrder order = source.layout().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    // Notes are aligned to 4 bytes, also in objects of 64 bits, unless 8 is said.
    int align = extent.align() == 8 ? 8 : 4;
    long at = 0;
    while (blocks.size() - at >= HEADER_BYTES) {
      ByteBuffer header = ByteBuffer.wrap(blocks.copy(at, HEADER_BYTES)).order(order);
      long nameBytes = Integer.toUnsignedLong(header.getInt(0));
      long contentBytes = Integer.toUnsignedLong(header.getInt(4));
      long type = Integer.toUnsignedLong(header.getInt(8));
      long content = up(at + HEADER_BYTES + nameBytes, align);
      if (content > blocks.size() || contentBytes > blocks.size() - content) {
        throw new ElfException("notes: one is longer than the place for it");
      }
      if (notes.size() == MOST_NOTES) {
        throw new ElfException("notes: there are more than are read: " + MOST_NOTES);
      }
      int nameShown = (int) Math.min(nameBytes, MOST_SHOWN);
      int contentShown = (int) Math.min(contentBytes, MOST_SHOWN);
      shownInAll += nameShown + contentShown;
      if (shownInAll > MOST_SHOWN_IN_ALL) {
        throw new ElfException(
            "notes: only the first %d are read, since all have more than %d KiB"
                .formatted(notes.size(), MOST_SHOWN_IN_ALL >> 10));
      }
      byte[] name = blocks.copy(at + HEADER_BYTES, nameShown);
      byte[] shown = blocks.copy(content, contentShown);
      notes.add(new Note(owner(name), type, contentBytes, HexFormat.of().formatHex(shown)));
      at = up(content + contentBytes, align);
    }
  }

  private static RawText owner(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return RawText.of(name, 0, end);
  }

  private static long up(long place, int align) {
    return (place + align - 1) / align * align;
  }
}
