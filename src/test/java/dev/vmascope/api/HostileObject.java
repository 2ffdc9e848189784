package dev.vmascope.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// An ELF object of 64 bits that has as much of everything as its format and the parser allow:
/// notes, dynamic entries with strings, sections with names.
public final class HostileObject {
  private static final int NOTES = 600;
  private static final int NOTE_TEXT = 1024;
  private static final int DYNAMIC_ENTRIES = 16_384;
  private static final int SECTIONS = 16_000;
  private static final int STRING = 60;

  private static final int NOTES_AT = 4096;
  private static final int NOTE_BYTES = 12 + 2 * NOTE_TEXT;
  private static final int STRINGS_AT = NOTES_AT + 2 * 300 * NOTE_BYTES;
  private static final int DYNAMIC_AT = STRINGS_AT + 64;
  private static final int SECTIONS_AT = DYNAMIC_AT + 16 * DYNAMIC_ENTRIES;
  private static final int SIZE = SECTIONS_AT + 64 * SECTIONS;

  private HostileObject() {}

  public static byte[] bytes() {
    ByteBuffer object = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    object.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    object.putShort((short) 3).putShort((short) 62).putInt(1);
    object.putLong(0).putLong(64).putLong(SECTIONS_AT).putInt(0);
    object.putShort((short) 64).putShort((short) 56).putShort((short) 4);
    object.putShort((short) 64).putShort((short) SECTIONS).putShort((short) 1);
    object.position(64);
    segment(object, 1, 0, SIZE);
    segment(object, 2, DYNAMIC_AT, 16 * DYNAMIC_ENTRIES);
    segment(object, 4, NOTES_AT, 300 * NOTE_BYTES);
    segment(object, 4, NOTES_AT + 300 * NOTE_BYTES, 300 * NOTE_BYTES);
    object.position(NOTES_AT);
    byte[] owner = ("N".repeat(NOTE_TEXT - 1) + "\0").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < NOTES; i++) {
      object.putInt(NOTE_TEXT).putInt(NOTE_TEXT).putInt(7).put(owner).put(new byte[NOTE_TEXT]);
    }
    object.position(STRINGS_AT + 1);
    object.put("s".repeat(STRING).getBytes(StandardCharsets.US_ASCII));
    object.position(DYNAMIC_AT);
    object.putLong(5).putLong(STRINGS_AT).putLong(10).putLong(64);
    for (int i = 0; i < DYNAMIC_ENTRIES - 3; i++) {
      object.putLong(29).putLong(1);
    }
    object.position(SECTIONS_AT + 64);
    section(object, 3, STRINGS_AT, 64);
    for (int i = 2; i < SECTIONS; i++) {
      section(object, 1, NOTES_AT, 1);
    }
    return object.array();
  }

  private static void segment(ByteBuffer object, int type, long offset, long size) {
    object.putInt(type).putInt(4).putLong(offset).putLong(offset).putLong(offset);
    object.putLong(size).putLong(size).putLong(4);
  }

  private static void section(ByteBuffer object, int type, long offset, long size) {
    object.putInt(1).putInt(type).putLong(2).putLong(offset).putLong(offset).putLong(size);
    object.putInt(0).putInt(0).putLong(1).putLong(0);
  }
}
