package dev.vmascope.mapping.secret;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The forms of values that are secrets, and their removal from a text. Every pattern takes time in
/// proportion to the text: its quantifiers are bounded, or possessive with nothing behind them that
/// could fail.
final class SecretValues {
  /// The text in place of a secret.
  static final String HIDDEN = "***";

  /// The least length of a key of 128 bit.
  private static final int LONG = 32;

  /// The least length of a token of a known maker, `SG.` and eight characters.
  private static final int SHORTEST_TOKEN = 11;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|$)", Pattern.DOTALL);

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)\\b(bearer\\s++)[\\w.~+/=-]{6,}+|\\b(basic\\s++)(?=\\S{0,200}[A-Z0-9=])[A-Za-z0-9+/]{8,}+={0,2}+");

  private static final Pattern USER_INFO =
      Pattern.compile(
          "(?i)(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*+://)"
              + "(?:[^\\s/?#@\"':]{0,256}:(?!//|\\d{1,5}(?:[/?#\\s]|$))[^\\s\"']{0,512}@"
              + "|[^\\s/?#@\"':]{0,256}:[^\\s/?#\"']{0,512}@"
              + "|(?<=redis://|rediss://)[^\\s/?#@\"':]{1,512}@"
              + "|(?-i:(?=[^\\s/?#@\"':A-Z]{0,15}[A-Z])(?=[^\\s/?#@\"':a-z]{0,15}[a-z])(?=[^\\s/?#@\"':0-9]{0,15}[0-9]))"
              + "[^\\s/?#@\"':]{8,16}@"
              + "|[^\\s/?#@\"':]{17,512}@)");

  /// User and password without a scheme: `ada:secret@host`, `domain/ada:secret@host`.
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?<![^\\s=,;'\"(])((?::\\w{1,16}+:)?[\\w.%+\\\\/-]{1,128}+:)(?!\\d{1,5}/)[^\\s\"'/]{1,256}@(?=[\\w\\[])(?!sha\\d)");

  private static final Pattern KNOWN =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:"
              + "eyJ[\\w-]{12,}+(?:\\.[\\w-]*+){0,4}+"
              + "|gh[pousr]_\\w{16,}+|github_pat_\\w{16,}+|gl[a-z]{2,6}-[\\w.-]{16,}+"
              + "|xox[a-z](?:\\.xox[a-z])?+-[\\w-]{8,}+|xapp-[\\w-]{8,}+"
              + "|A(?:KIA|SIA|GPA|IDA|ROA|IPA|NPA)[A-Z0-9]{12,}+"
              + "|sk-[\\w-]{16,}+|(?:sk|rk|pk)_(?:live|test)_\\w{8,}+|whsec_\\w{8,}+"
              + "|hf_[A-Za-z0-9]{16,}+|npm_[A-Za-z0-9]{16,}+|pypi-[\\w-]{16,}+|rubygems_\\w{16,}+"
              + "|AIza[\\w-]{24,}+|ya29\\.[\\w-]{8,}+|GOCSPX-[\\w-]{8,}+"
              + "|do[opr]_v1_\\w{16,}+|dckr_pat_[\\w-]{8,}+|hv[sbr]\\.[\\w-]{16,}+|shp(?:at|ss|ca|pa)_\\w{16,}+"
              + "|SG\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?+|glsa_\\w{16,}+|nvapi-[\\w-]{16,}+|tskey-[\\w-]{8,}+"
              + "|sbp_\\w{16,}+|lin_api_\\w{16,}+|dapi[0-9a-f]{32}+|PMAK-[\\w-]{16,}+|sq0[a-z]{3}-[\\w-]{8,}+"
              + "|ATATT3[\\w=-]{16,}+|AGE-SECRET-KEY-1[A-Z0-9]{16,}+|NRAK-[A-Z0-9]{16,}+|phc_\\w{16,}+"
              + ")");

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_+/=-]{" + LONG + ",}+");

  private static final Pattern UUID =
      Pattern.compile("(?i)(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])");

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]++|[0-9A-F]++");

  private static final List<String> DIGESTS = List.of("sha1:", "sha256:", "sha384:", "sha512:");

  private static final String ENDS_VALUE = " \t\r\n&;,\"'\\})]";

  private SecretValues() {}

  /// Removes secrets that may contain blanks: keys in armour, and the text behind the name of a
  /// scheme.
  static String takeOutBlocks(String text) {
    String withoutKeys = text.contains("-----BEGIN ") ? PEM.matcher(text).replaceAll(HIDDEN) : text;
    if (withoutKeys.chars().noneMatch(Character::isWhitespace)) {
      return withoutKeys;
    }
    return SCHEME
        .matcher(withoutKeys)
        .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + HIDDEN);
  }

  /// Removes user and password of URLs, tokens of known makers, and random characters. A pattern is
  /// tried only where its fixed characters are: most words of a command line are short.
  static String takeOut(String text) {
    String withoutLogins = text.indexOf('@') < 0 ? text : withoutUsers(text);
    if (withoutLogins.length() < SHORTEST_TOKEN) {
      return withoutLogins;
    }
    String withoutTokens = KNOWN.matcher(withoutLogins).replaceAll(HIDDEN);
    return withoutTokens.length() < LONG
        ? withoutTokens
        : RUN.matcher(withoutTokens).replaceAll(run -> random(run, withoutTokens));
  }

  private static String withoutUsers(String text) {
    String withoutUsers =
        text.contains("://") ? USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@") : text;
    return LOGIN.matcher(withoutUsers).replaceAll("$1" + HIDDEN + "@");
  }

  private static String random(MatchResult run, String text) {
    String found = run.group();
    return isDigest(text, run.start()) || !isRandom(UUID.matcher(found).replaceAll(""))
        ? found
        : HIDDEN;
  }

  /// Whether the text is the digest of an image, which is no secret.
  private static boolean isDigest(String text, int at) {
    return DIGESTS.stream().anyMatch(digest -> text.startsWith(digest, at - digest.length()));
  }

  /// Whether letters and digits alternate as in random text: there six in ten neighbours are of
  /// different sorts (capitals, small letters, digits), in words and paths hardly one in five. A
  /// hexadecimal number need only have both of its sorts.
  private static boolean isRandom(String run) {
    String bare = run.replaceAll("[^A-Za-z0-9]", "");
    int changes = 0;
    for (int i = 1; i < bare.length(); i++) {
      changes += Character.getType(bare.charAt(i)) == Character.getType(bare.charAt(i - 1)) ? 0 : 1;
    }
    boolean mixed = bare.matches(".*[0-9].*") && bare.matches(".*[A-Za-z].*");
    int percent = bare.length() == lengthWithoutPadding(run) ? 25 : 35;
    return bare.length() >= LONG - 4
        && mixed
        && (HEXADECIMAL.matcher(run).matches() || changes * 100 >= bare.length() * percent);
  }

  private static int lengthWithoutPadding(String run) {
    int length = run.length();
    while (length > 0 && run.charAt(length - 1) == '=') {
      length--;
    }
    return length;
  }

  /// The end of a value behind a sign; of one in quotes, the closing one.
  static int endOfValue(String text, String sign, int from) {
    char quote = sign.charAt(sign.length() - 1);
    boolean quoted = (quote == '"' || quote == '\'') && sign.indexOf('\\') < 0;
    int at = from;
    while (at < text.length()
        && (quoted ? text.charAt(at) != quote : ENDS_VALUE.indexOf(text.charAt(at)) < 0)) {
      at += quoted && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }
}
