# What the tests need of the machine, installed where it is missing: packages, a Docker engine, local base images.
# Nothing is changed where it is there already. What was started here is stopped again by stop_docker.

started_docker_pid=
images_pid=

say() { printf '==> %s\n' "$*" >&2; }

give_up() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# need COMMAND PACKAGE...: the command is there, or its packages are installed.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null 2>&1 && return 0
  install_packages "'$command'" "$@"
  command -v "$command" >/dev/null 2>&1 || give_up "'$command' is still missing after installing $*"
}

# need_python_module MODULE PACKAGE...: Debian's own Python has the module, or its packages are installed.
need_python_module() {
  local module=$1
  shift
  /usr/bin/python3 -c "import $module" 2>/dev/null && return 0
  install_packages "Python's module '$module'" "$@"
  /usr/bin/python3 -c "import $module" || give_up "Python's module '$module' is still missing after installing $*"
}

# install_packages WHAT PACKAGE...: WHAT is what is missing.
install_packages() {
  local what=$1
  shift
  can_install || give_up "$what is missing, and I can only install it as root on a Debian-like system. Install: $*"
  if [ -z "${package_lists_updated:-}" ]; then
    say "updating the package lists"
    apt-get update -qq
    package_lists_updated=yes
  fi
  say "installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_docker() {
  docker info >/dev/null 2>&1 && return 0
  [ "$(id -u)" = 0 ] || give_up "no Docker engine answers ('docker info'), and I can only start one as root."
  need dockerd docker.io
  command -v iptables >/dev/null 2>&1 || need iptables iptables
  # An engine that was killed leaves its pid behind, and a new one will not start while anything has that pid.
  local left=/var/run/docker.pid
  if [ -f "$left" ] && [ "$(cat "/proc/$(cat "$left")/comm" 2>/dev/null)" != dockerd ]; then
    rm -f "$left"
  fi
  say "starting a Docker engine"
  docker_log=$(mktemp)
  dockerd >"$docker_log" 2>&1 &
  started_docker_pid=$!
  local tries
  for tries in $(seq 1 60); do
    docker info >/dev/null 2>&1 && return 0
    kill -0 "$started_docker_pid" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 20 "$docker_log" >&2
  give_up "the Docker engine did not start; the end of its log is above"
}

# build_images_ahead: the images that tests build, while Maven compiles. Most of that time is spent waiting for packages. The tests
# build them all the same, and find the layers. An image that fails here fails there too, and there it is reported.
build_images_ahead() {
  {
    for dockerfile in src/test/programs/*/Dockerfile; do
      docker build -q "$(dirname "$dockerfile")" || true
    done
    docker build -q --target build . || true
  } >/dev/null 2>&1 &
  images_pid=$!
}

stop_docker() {
  [ -z "$images_pid" ] || kill "$images_pid" 2>/dev/null || true
  [ -n "$started_docker_pid" ] || return 0
  say "stopping the Docker engine"
  kill "$started_docker_pid" 2>/dev/null || true
  wait "$started_docker_pid" 2>/dev/null || true
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# debian:bookworm-slim: pulled where a registry can be reached, else made from Debian's packages.
need_debian_image() {
  has_image debian:bookworm-slim && return 0
  docker pull -q debian:bookworm-slim >/dev/null 2>&1 && return 0
  need debootstrap debootstrap
  say "making debian:bookworm-slim from Debian's packages"
  local root
  root=$(mktemp -d)
  debootstrap --variant=minbase bookworm "$root" >/dev/null || give_up "debootstrap could not make a base image"
  # The machine's own way to the packages is the container's too.
  cp -a /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d "$root/etc/apt/" 2>/dev/null || true
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import - debian:bookworm-slim >/dev/null
  rm -rf "$root"
}

# lacks_manual IMAGE: made by an earlier version of this script, without the manual pages that jlink asks for.
lacks_manual() {
  [ "$(docker image inspect -f '{{len .RepoDigests}}' "$1")" = 0 ] \
    && ! docker run --rm --entrypoint test "$1" -d /opt/java/openjdk/man
}

# eclipse-temurin:25-jdk: pulled, else made from the JDK of this machine.
need_java_image() {
  local image=eclipse-temurin:25-jdk context
  has_image "$image" && ! lacks_manual "$image" && return 0
  docker pull -q "$image" >/dev/null 2>&1 && return 0
  say "making $image from $JAVA_HOME"
  context=$(mktemp -d)
  # Links followed: its cacerts may be one.
  cp -rL "$JAVA_HOME" "$context/openjdk"
  rm -f "$context/openjdk/lib/src.zip"
  cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM debian:bookworm-slim
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
COPY openjdk /opt/java/openjdk
DOCKERFILE
  docker build -q -t "$image" "$context" >/dev/null
  rm -rf "$context"
}

# node:22-bookworm-slim: pulled, else made from the Node.js of this machine, or of Debian where that needs libraries of its own.
need_node_image() {
  local image=node:22-bookworm-slim context npm
  has_image "$image" && return 0
  docker pull -q "$image" >/dev/null 2>&1 && return 0
  context=$(mktemp -d)
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  # What this machine trusts, the container trusts too.
  cp -L /etc/ssl/certs/ca-certificates.crt "$context/"
  cat >"$context/Dockerfile" <<'DOCKERFILE'
FROM debian:bookworm-slim
COPY ca-certificates.crt /etc/ssl/certs/
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
DOCKERFILE
  if ldd "$(command -v node)" | grep -q libnode || [ ! -f "$npm/bin/npm-cli.js" ]; then
    say "making $image from Debian's packages"
    echo 'RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm' >>"$context/Dockerfile"
  else
    say "making $image from $(command -v node)"
    cp -L "$(command -v node)" "$context/node"
    cp -r "$npm" "$context/npm"
    cat >>"$context/Dockerfile" <<'DOCKERFILE'
COPY node /usr/local/bin/
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
DOCKERFILE
  fi
  docker build -q -t "$image" "$context" >/dev/null
  rm -rf "$context"
}

# Testcontainers looks for this small image when it cannot tell the engine's address.
need_probe_image() {
  has_image alpine:3.17 || docker pull -q alpine:3.17 >/dev/null 2>&1 || docker tag debian:bookworm-slim alpine:3.17
}
