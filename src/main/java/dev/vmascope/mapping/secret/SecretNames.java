package dev.vmascope.mapping.secret;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The names of options, variables and headers whose values are secrets. A name is split into words
/// (`dbPassword`, `DB_PASSWORD`, `-Ddb.password`).
final class SecretNames {
  /// Parts of a name at any place in it, words joined.
  private static final List<String> STEMS =
      List.of(
          "password",
          "passwd",
          "passwort",
          "passphrase",
          "passcode",
          "secret",
          "credential",
          "apikey",
          "accesskey",
          "privatekey",
          "encryptionkey",
          "encryptkey",
          "signingkey",
          "signkey",
          "masterkey",
          "sharedkey",
          "accountkey",
          "storagekey",
          "authkey",
          "sessionkey",
          "licensekey",
          "licencekey",
          "consumerkey",
          "appkey",
          "hmackey",
          "cookie",
          "bearer",
          "authorization",
          "sessionid",
          "connectionstring");

  private static final int SHORTEST_STEM = 6;

  /// Whole words.
  private static final Set<String> WORDS =
      Set.of(
          "auth",
          "cred",
          "creds",
          "jsessionid",
          "jwt",
          "otp",
          "passin",
          "passout",
          "phpsessid",
          "psk",
          "pw",
          "pwd",
          "requirepass",
          "masterauth",
          "session",
          "sid",
          "sig",
          "signature",
          "totp",
          "userpass");

  /// Endings of a word.
  private static final List<String> ENDS = List.of("token", "pwd", "pass");

  private static final Set<String> NOT_BY_THEIR_END =
      Set.of("bypass", "compass", "encompass", "pass");

  /// Last words of a name whose value is about a secret, but is none.
  private static final Set<String> ABOUT =
      Set.of(
          "age",
          "algorithm",
          "bytes",
          "class",
          "command",
          "cmd",
          "conf",
          "config",
          "context",
          "count",
          "dir",
          "directory",
          "enabled",
          "endpoint",
          "env",
          "expiry",
          "file",
          "folder",
          "host",
          "interval",
          "issuer",
          "jar",
          "length",
          "limit",
          "location",
          "max",
          "method",
          "methods",
          "min",
          "mode",
          "module",
          "name",
          "path",
          "plugin",
          "policy",
          "port",
          "protocol",
          "provider",
          "realm",
          "retries",
          "server",
          "service",
          "size",
          "source",
          "store",
          "timeout",
          "ttl",
          "type",
          "uri",
          "url",
          "version");

  private static final List<String> FILES = List.of("key", "cred", "auth", "cookie", "session");

  private static final List<String> NEVER_FILES = List.of("pass", "pwd", "secret", "token");

  /// First words that make an option a switch, without a value.
  private static final Set<String> SWITCHES =
      Set.of(
          "allow", "ask", "disable", "enable", "no", "prompt", "require", "skip", "with",
          "without");

  /// Last words that let a word without dashes announce a secret (`connect x password secret`).
  private static final Set<String> WORDS_FOR_ONE =
      Set.of("passcode", "passphrase", "password", "psk", "pw", "pwd");

  /// The same behind another word (`set aws_secret_access_key secret`).
  private static final Set<String> ENDS_OF_WORDS_FOR_ONE =
      Set.of("authtoken", "credential", "key", "pass", "passwd", "secret", "token");

  /// First words of a command that takes a secret (`change_password ada secret`).
  private static final Set<String> CHANGES =
      Set.of("add", "change", "new", "reset", "set", "update");

  /// First words of a command that takes none.
  private static final Set<String> WITHOUT_SECRET =
      Set.of("create", "delete", "forgot", "generate", "get", "list", "remove", "revoke", "show");

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_][\\w.-]*+");

  private SecretNames() {}

  /// Whether the value of this name is a secret.
  static boolean contains(String name) {
    List<String> words = NameWords.of(name);
    if (words.isEmpty() || ABOUT.contains(words.getLast())) {
      return false;
    }
    return isStrong(words) || words.getLast().equals("pass") || !Collections.disjoint(WORDS, words);
  }

  /// Whether a word without dashes announces a secret as the next argument.
  static boolean isAWordForOne(String argument) {
    if (!BARE.matcher(argument).matches()) {
      return false;
    }
    List<String> words = NameWords.of(argument);
    if (words.isEmpty()
        || WITHOUT_SECRET.contains(words.getFirst())
        || CHANGES.contains(words.getFirst())) {
      return false;
    }
    String last = words.getLast();
    boolean endsLikeOne = ENDS_OF_WORDS_FOR_ONE.contains(last) && isStrong(words);
    return WORDS_FOR_ONE.contains(last)
        || last.equals("authtoken")
        || (words.size() > 1 && endsLikeOne);
  }

  /// Whether it names a command that sets a secret.
  static boolean changesOne(String argument) {
    if (!BARE.matcher(argument).matches()) {
      return false;
    }
    List<String> words = NameWords.of(argument);
    return words.size() > 1 && CHANGES.contains(words.getFirst()) && isStrong(words);
  }

  /// Whether the value is a secret even where the name may belong to something else, such as a
  /// host.
  static boolean containsSurely(String name) {
    List<String> words = NameWords.of(name);
    return !words.isEmpty() && !ABOUT.contains(words.getLast()) && isStrong(words);
  }

  /// Whether the value, if it is a path, may be the file that holds the secret.
  static boolean mayNameAFile(String name) {
    String joined = String.join("", NameWords.of(name));
    return FILES.stream().anyMatch(joined::contains)
        && NEVER_FILES.stream().noneMatch(joined::contains);
  }

  /// Whether an option of this name takes no value.
  static boolean isSwitch(String name) {
    List<String> words = NameWords.of(name);
    return words.isEmpty() || SWITCHES.contains(words.getFirst());
  }

  // Loops, and no patterns: a command line may be nothing but names.
  private static boolean isStrong(List<String> words) {
    String joined = String.join("", words);
    if (joined.length() >= SHORTEST_STEM) {
      for (String stem : STEMS) {
        if (joined.contains(stem)) {
          return true;
        }
      }
    }
    for (String word : words) {
      if (endsLikeASecret(word)) {
        return true;
      }
    }
    return false;
  }

  /// Neither `--pass-through` nor `--bypass`.
  private static boolean endsLikeASecret(String word) {
    for (String end : ENDS) {
      if (word.endsWith(end)) {
        return !NOT_BY_THEIR_END.contains(word);
      }
    }
    return false;
  }
}
