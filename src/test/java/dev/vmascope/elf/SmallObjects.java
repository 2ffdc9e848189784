package dev.vmascope.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Objects written by hand, by the format: a library that needs another, with a build id.
final class SmallObjects {
  private static final byte[] STRINGS =
      "\0libneeded.so.1\0libsmall.so.2\0".getBytes(StandardCharsets.ISO_8859_1);

  private SmallObjects() {}

  /// 32 bits, the byte of most weight first, for PowerPC.
  static byte[] narrowBigEndian() {
    ByteBuffer object = ByteBuffer.allocate(1024).order(ByteOrder.BIG_ENDIAN);
    object.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 1, 0}).position(16);
    object.putShort((short) 3).putShort((short) 20).putInt(1).putInt(0x200).putInt(52).putInt(0);
    object.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 3);
    object.position(52);
    segment(object, 1, 0, 0x10000, 1024, 5);
    segment(object, 2, 0x200, 0x10200, 40, 6);
    segment(object, 4, 0x300, 0x10300, 36, 4);
    object.position(0x200);
    object.putInt(1).putInt(1).putInt(14).putInt(16).putInt(5).putInt(0x10280);
    object.putInt(10).putInt(STRINGS.length).putInt(0).putInt(0);
    object.position(0x280).put(STRINGS);
    note(object);
    return object.array();
  }

  private static void segment(
      ByteBuffer object, int type, int offset, int address, int size, int flags) {
    object.putInt(type).putInt(offset).putInt(address).putInt(address);
    object.putInt(size).putInt(size).putInt(flags).putInt(4);
  }

  /// 64 bits, the byte of least weight first, for AArch64.
  static byte[] wide() {
    ByteBuffer object = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    object.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
    object.putShort((short) 3).putShort((short) 183).putInt(1).putLong(0x200).putLong(64);
    object.putLong(0).putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 3);
    object.position(64);
    wideSegment(object, 1, 0, 0x10000, 1024, 5);
    wideSegment(object, 2, 0x200, 0x10200, 80, 6);
    wideSegment(object, 4, 0x300, 0x10300, 36, 4);
    object.position(0x200);
    object.putLong(1).putLong(1).putLong(14).putLong(16).putLong(5).putLong(0x10280);
    object.putLong(10).putLong(STRINGS.length).putLong(0).putLong(0);
    object.position(0x280).put(STRINGS);
    note(object);
    return object.array();
  }

  private static void wideSegment(
      ByteBuffer object, int type, long offset, long address, long size, int flags) {
    object.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
    object.putLong(size).putLong(size).putLong(4);
  }

  private static void note(ByteBuffer object) {
    object.position(0x300);
    object.putInt(4).putInt(20).putInt(3).put("GNU\0".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < 20; i++) {
      object.put((byte) i);
    }
  }
}
