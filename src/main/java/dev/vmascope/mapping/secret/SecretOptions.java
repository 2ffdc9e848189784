package dev.vmascope.mapping.secret;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The arguments of known programs that are secrets without a name that says so. They follow short
/// options, or stand at a fixed position.
final class SecretOptions {
  /// The programs, each with the rules of its arguments:
  ///
  /// - `-p` takes a secret as the next argument, or attached to it (`-psecret`, `--user=secret`);
  /// - `-k_` as the next argument only, as longer options begin like it;
  /// - `-p+` attached only, as alone it asks for one, or means something else;
  /// - `-E:` takes a file, and behind a colon a secret;
  /// - `@2` all arguments that are no options are secrets, from the second on;
  /// - `put@1` the same, counted behind the word `put`;
  /// - `/` and `:` a secret is behind that sign (`scott/tiger`, `root:secret`);
  /// - `!--auth` is a switch, and takes nothing.
  private static final String TABLE =
      """
      mysql,mysqldump,mysqladmin,mysqlimport,mysqlcheck,mysqlshow,mariadb,mariadb-dump,mariadb-admin -p+ !--password
      psql,pg_dump,pg_dumpall,pg_restore,pg_basebackup,createdb,dropdb,vacuumdb !--password
      mongod,mongos !--auth
      dbus-daemon,dbus-launch !--session
      7z,7za,7zr,unrar -p+
      rar -p+ -hp+
      login,sshpass,mongo,mongosh,mongodump,mongorestore,mongoexport,mongoimport,mongostat,mongotop -p
      cqlsh,rdesktop,ncftp,ncftpget,ncftpput,evil-winrm,usermod,useradd,groupmod,groupadd,twine,cypher-shell -p
      crackmapexec,netexec,nxc,hydra,medusa,steghide,racadm,openfortivpn,yt-dlp,youtube-dl,poetry,smbget -p
      smbget -U
      xfreerdp,xfreerdp3,wlfreerdp /p:+
      sqlcmd,bcp,ipmitool,mosquitto_pub,mosquitto_sub,mosquitto_rr,zip,unzip,zipcloak -P
      redis-cli,valkey-cli -a auth@1
      http,https,xh,xhs,hey -a
      transmission-remote -n
      ab -A -P
      ldapsearch,ldapadd,ldapmodify,ldapdelete,ldapwhoami,ldapcompare,ldapmodrdn,ldapexop -w
      ldappasswd -w -a -s
      ssh-keygen -N -P
      snmpget,snmpgetnext,snmpwalk,snmpset,snmpbulkget,snmpbulkwalk,snmptrap,snmpinform,snmptable -A -X -c
      curl -u -U -b -E: --user --proxy-user --cert: --proxy-cert:
      lftp,open -u
      smbclient -U @2
      rpcclient,net,winexe -U
      isql,iusql @3
      openssl -k_ -K_ -hmac passwd@1
      pk12util -W -K
      keepassxc-cli,qpdf --encrypt@1
      pdftotext,pdfinfo,pdftoppm,pdfimages -upw -opw
      swaks -ap -au
      sendemail -xp
      kadmin,kadmin.local -w -pw addprinc@1
      kubectl,oc --from-literal
      etcdctl --user
      influx -t --token
      doctl,vercel,gitlab-runner -t
      consul,nomad,serf -encrypt --encrypt put@2
      vault login@1 unseal@1 put@2
      bw unlock@1 login@2
      snyk auth@1
      cargo login@1
      dotnet,fly,flyctl,doppler set@1
      gh -b --body
      aws,az --value
      mc,mcli set@3 add@3
      htpasswd @2
      wpa_passphrase @2
      mkpasswd @1
      rabbitmqctl add_user@2 change_password@2 authenticate_user@2
      composer,poetry config@2
      iwconfig key@1
      chpasswd,newusers :
      sqlplus,sql,exp,imp,expdp,impdp,sqlldr,rman /
      ssh,scp,sftp,rsync
      """;

  private static final Map<String, List<String>> RULES = new HashMap<>();

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words ->
            Arrays.stream(words[0].split(",", -1))
                .forEach(program ->
                    RULES.merge(
                        program,
                        List.of(words).subList(1, words.length),
                        (some, more) -> Stream.concat(some.stream(), more.stream()).toList())));
  }

  private SecretOptions() {}

  private static List<String> rules(String program) {
    return RULES.getOrDefault(program, List.of());
  }

  /// Whether this argument names one of these programs, by its path or not.
  static boolean areOf(String program) {
    return RULES.containsKey(program);
  }

  /// Whether this argument announces a secret as the next one.
  static boolean announces(String program, String argument) {
    return argument.length() > 1
        && (rules(program).contains(argument) || rules(program).contains(argument + "_"));
  }

  /// Whether this argument announces a file, which may have a secret behind a colon.
  static boolean announcesAFile(String program, String argument) {
    return rules(program).contains(argument + ":");
  }

  /// Whether this option of this program takes no value.
  static boolean isSwitch(String program, String option) {
    return rules(program).contains("!" + option);
  }

  /// The length of the option at the start of an argument that a secret follows in the same
  /// argument; absent if none does.
  static OptionalInt attached(String program, String argument) {
    return rules(program).stream()
        .filter(rule -> rule.length() > 1 && (rule.startsWith("-") || rule.startsWith("/")))
        .filter(rule -> !rule.endsWith("_") && (!rule.endsWith(":") || argument.indexOf(':') > 0))
        .map(SecretOptions::beginning)
        .filter(option -> argument.length() > option.length() && argument.startsWith(option))
        .mapToInt(String::length)
        .max();
  }

  private static String beginning(String rule) {
    boolean marked = rule.endsWith("+") || rule.endsWith(":");
    String option = marked ? rule.substring(0, rule.length() - 1) : rule;
    return option.length() > 2 && !rule.endsWith("+") ? option + "=" : option;
  }

  /// The position, among the arguments that are no options, from which on all are secrets.
  ///
  /// @param word the argument behind which they are counted; empty for the program
  static Optional<Integer> secretsFrom(String program, String word) {
    String behind = word + "@";
    return rules(program).stream()
        .filter(rule -> rule.startsWith(behind))
        .map(rule -> Integer.valueOf(rule.substring(behind.length())))
        .findFirst();
  }

  /// The sign behind which a secret stands in the arguments of this program; empty if there is
  /// none.
  static String sign(String program) {
    return rules(program).stream()
        .filter(rule -> rule.equals("/") || rule.equals(":"))
        .findFirst()
        .orElse("");
  }
}
