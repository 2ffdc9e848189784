package dev.vmascope.http.row;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.SerializableString;

/// A buffer of JSON bytes that is reused for each of many rows. It is for listings of tens of
/// thousands of rows, most of which differ in digits only. Room for all of a row but its texts is
/// reserved once; the caller is responsible for the syntax.
final class JsonBytes implements SerializableString {
  /// The largest number of bytes that [#addHexadecimal] and [#addDecimal] add.
  static final int LONGEST_NUMBER = 20;

  /// The two hexadecimal digits of each byte.
  private static final short[] HEX_PAIRS = hexPairs();

  private byte[] bytes = new byte[4096];
  private int length;

  /// The room that is kept behind texts, for everything in a row that is no text.
  private int room = 2;

  private static short[] hexPairs() {
    byte[] digits = ascii("0123456789abcdef");
    short[] pairs = new short[256];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (short) (digits[i >> 4] << 8 | digits[i & 0xf]);
    }
    return pairs;
  }

  /// The bytes of an ASCII text, to be added later.
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Begins a row.
  ///
  /// @param most the most bytes that it takes, apart from its texts
  void begin(int most) {
    length = 0;
    room = most;
    ensure(most);
  }

  /// The number of bytes.
  int length() {
    return length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /// Adds an ASCII character.
  void add(char one) {
    bytes[length++] = (byte) one;
  }

  /// Adds bytes unchanged.
  void add(byte[] more) {
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /// Adds bytes that no room was reserved for.
  void addText(byte[] text) {
    ensure(text.length + room);
    add(text);
  }

  /// Puts brackets around what was added since a place, each part of which begins with a comma.
  void close(int begin, char opening, char closing) {
    length = Math.max(length, begin + 1);
    bytes[begin] = (byte) opening;
    bytes[length++] = (byte) closing;
  }

  /// Adds an ASCII text.
  void addAscii(String text) {
    int count = text.length();
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
  }

  /// Adds an unsigned 64-bit number in lower-case digits without leading zeros.
  void addHexadecimal(long value) {
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    byte[] target = bytes;
    int at = length + digits;
    long rest = value;
    while (at > length + 1) {
      short pair = HEX_PAIRS[(int) rest & 0xff];
      target[--at] = (byte) pair;
      target[--at] = (byte) (pair >> 8);
      rest >>>= 8;
    }
    if (at > length) {
      target[length] = (byte) HEX_PAIRS[(int) rest & 0xf];
    }
    length += digits;
  }

  /// Adds an unsigned 64-bit number.
  void addDecimal(long value) {
    if (value < 0) {
      addAscii(Long.toUnsignedString(value));
      return;
    }
    byte[] target = bytes;
    int at = length;
    if (value < 10) {
      target[at] = (byte) ('0' + value);
      length = at + 1;
      return;
    }
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    int place = at + digits;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      target[--place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    while (place > at) {
      // A tenth of 31 bits by multiplication: the simple compiler divides.
      long tenth = (rest * 0xcccccccdL) >>> 35;
      target[--place] = (byte) ('0' + (rest - 10 * tenth));
      rest = tenth;
    }
    length = at + digits;
  }

  @Override
  public String getValue() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public int charLength() {
    return getValue().length();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (buffer.length - offset < length) {
      return -1;
    }
    System.arraycopy(bytes, 0, buffer, offset, length);
    return length;
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    return length;
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    if (buffer.remaining() < length) {
      return -1;
    }
    buffer.put(bytes, 0, length);
    return length;
  }

  /// The failure of a use as the content of a JSON string; the bytes are JSON.
  private static UnsupportedOperationException notAString() {
    return new UnsupportedOperationException("JSON is written raw");
  }

  @Override
  public char[] asQuotedChars() {
    throw notAString();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw notAString();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    throw notAString();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw notAString();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    throw notAString();
  }
}
