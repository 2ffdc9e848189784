# Finds a JDK 25 or newer: JAVA_HOME, the `java` on the path, then the usual places. Prints its home.

jdk_feature() {
  "$1/bin/java" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = \([0-9][0-9]*\).*/\1/p'
}

find_jdk() {
  local home feature on_path
  on_path=$(command -v java >/dev/null 2>&1 && readlink -f "$(command -v java)")
  for home in "${JAVA_HOME:-}" "${on_path%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    feature=$(jdk_feature "$home")
    if [ -n "$feature" ] && [ "$feature" -ge 25 ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  cat >&2 <<'NONE'
vmascope needs a JDK 25 or newer and found none in JAVA_HOME, on the path, in /usr/lib/jvm or in /opt.
Install one (for example Eclipse Temurin 25: the package temurin-25-jdk), or point JAVA_HOME at it, and run this again.
NONE
  return 1
}
