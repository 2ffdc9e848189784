package dev.vmascope.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The short options of programs that take a secret, which no name gives away.
final class SecretOptions {
  private static final Map<String, Set<String>> SEPARATE = new HashMap<>();
  private static final Map<String, Set<String>> ATTACHED = new HashMap<>();

  static {
    // -p alone asks for the password; the next argument is the database.
    add(
        ATTACHED,
        "-p",
        "mysql",
        "mysqldump",
        "mysqladmin",
        "mysqlimport",
        "mysqlcheck",
        "mysqlshow");
    add(
        ATTACHED,
        "-p",
        "mariadb",
        "mariadb-dump",
        "mariadb-admin",
        "7z",
        "7za",
        "7zr",
        "rar",
        "unrar");
    // docker login, helm registry login, az login and so on.
    addBoth("-p", "sshpass", "mongo", "mongosh", "mongodump", "mongorestore", "login");
    addBoth("-p", "cqlsh", "rdesktop", "ncftpget", "ncftpput");
    add(ATTACHED, "/p", "xfreerdp", "xfreerdp3", "wlfreerdp");
    addBoth("-P", "sqlcmd", "bcp", "ipmitool", "mosquitto_pub", "mosquitto_sub", "zip", "unzip");
    addBoth("-a", "redis-cli", "valkey-cli", "http", "https", "xh");
    addBoth("-w", "ldapsearch", "ldapadd", "ldapmodify", "ldapdelete", "ldapwhoami");
    addBoth("-N", "ssh-keygen");
    addBoth("-A", "snmpget", "snmpwalk", "snmpset", "snmpbulkwalk");
    addBoth("-X", "snmpget", "snmpwalk", "snmpset", "snmpbulkwalk");
    addBoth("-c", "snmpget", "snmpwalk", "snmpset", "snmpbulkwalk");
    addBoth("-u", "curl", "lftp");
    addBoth("-U", "curl", "smbclient", "rpcclient");
    addBoth("-b", "curl");
    addBoth("-k", "openssl");
    addBoth("-K", "openssl");
    add(SEPARATE, "--user", "curl");
    add(SEPARATE, "--proxy-user", "curl");
    add(SEPARATE, "auth", "redis-cli", "valkey-cli");
    // What sshpass starts has a -p of its own.
    List.of("ssh", "scp", "sftp", "rsync").forEach(program -> SEPARATE.put(program, Set.of()));
  }

  private SecretOptions() {}

  private static void addBoth(String option, String... programs) {
    add(SEPARATE, option, programs);
    add(ATTACHED, option, programs);
  }

  private static void add(Map<String, Set<String>> table, String option, String... programs) {
    for (String program : programs) {
      table.computeIfAbsent(program, _ -> new HashSet<>()).add(option);
    }
  }

  /// Whether this argument names one of these programs, by its path or not.
  static boolean areOf(String program) {
    return SEPARATE.containsKey(program) || ATTACHED.containsKey(program);
  }

  /// Whether the next argument of this program is a secret.
  static boolean announces(String program, String argument) {
    return SEPARATE.getOrDefault(program, Set.of()).contains(argument);
  }

  /// Whether this argument of this program is an option and a secret in one.
  static boolean hold(String program, String argument) {
    return argument.length() > 2
        && argument.charAt(1) != '-'
        && ATTACHED.getOrDefault(program, Set.of()).contains(argument.substring(0, 2));
  }
}
