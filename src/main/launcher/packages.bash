# shellcheck shell=bash disable=SC2154 # jdk is the launcher's
# What the launcher installs from the system's packages: what is missing, under which name, and only with consent.

has() { # PROGRAM; a busybox counts if it is static: if it names no loader where an ELF file names one
    local path
    case $1 in
        jdk) [[ -n $jdk ]] ;;
        busybox) path=$(type -P busybox.static || type -P busybox) && ! head -c 1024 -- "$path" | LC_ALL=C grep -aq /ld- ;;
        oci-schema) [[ -e /usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema/config-schema.json ]] ;;
        *) type -P "$1" >/dev/null ;;
    esac
}

package_of() { # PROGRAM
    local feature
    case $manager:$1 in
        apt-get:jdk)
            for feature in 25 21 17; do
                [[ $(LC_ALL=C apt-cache policy "openjdk-$feature-jdk-headless" 2>/dev/null) != *"Candidate: "[0-9]* ]] || break
                feature=none
            done
            if [[ $feature == none ]]; then echo default-jdk-headless; else echo "openjdk-$feature-jdk-headless"; fi
            ;;
        pacman:jdk) echo jdk-openjdk ;;
        apk:jdk) echo openjdk21 ;;
        *:jdk) echo java-21-openjdk-devel ;;
        *:mvn) echo maven ;;
        dnf:busybox | pacman:busybox) echo busybox ;;
        *:busybox) echo busybox-static ;;
        apt-get:oci-schema) echo golang-github-opencontainers-specs-dev ;;
        apt-get:vagrant) echo vagrant-libvirt ;; # which brings Vagrant itself
        apk:lsns) echo util-linux-misc ;;
        *:lsns) echo util-linux ;;
        *:mksquashfs) echo squashfs-tools ;;
        apt-get:qemu-img) echo qemu-utils ;;
        apt-get:qemu-system-x86_64) echo qemu-system-x86 ;;
        apt-get:qemu-system-aarch64) echo qemu-system-arm ;;
        apt-get:ssh) echo openssh-client ;;
        dnf:ssh) echo openssh-clients ;;
        *:ssh) echo openssh ;;
        apt-get:xz) echo xz-utils ;;
        dnf:ip) echo iproute ;;
        *:ip) echo iproute2 ;;
        *) echo "$1" ;;
    esac
}

plan_install() { # PROGRAM…: sets the two commands, refresh (empty where none is needed) and install
    local manager program as_root=()
    ((EUID == 0)) || ! type -P sudo >/dev/null || as_root=(sudo)
    refresh=() install=()
    for manager in apt-get dnf zypper pacman apk none; do
        type -P "$manager" >/dev/null && break
    done
    case $manager in
        apt-get)
            refresh=("${as_root[@]}" apt-get update)
            install=("${as_root[@]}" apt-get install -y --no-install-recommends)
            ;;
        dnf) install=("${as_root[@]}" dnf install -y) ;;
        zypper) install=("${as_root[@]}" zypper --non-interactive install) ;;
        pacman) install=("${as_root[@]}" pacman -S --needed --noconfirm) ;;
        apk) install=("${as_root[@]}" apk add) ;;
        none) return 1 ;;
    esac
    for program in "$@"; do install+=("$(package_of "$program")"); done
}

lists_are_there() {
    ((${#refresh[@]} == 0)) || compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null
}

agreed() {
    local answer
    ((EUID == 0)) || type -P sudo >/dev/null || return
    [[ ${NUTSHELL_INSTALL-} != yes && ${CI-} != true ]] || return 0
    [[ -t 0 && -t 2 ]] || return
    read -r -p 'Install now? [y/N] ' answer && [[ $answer == [yY]* ]]
}

# Says what is missing and with which command it comes, and runs that if the person agrees. Returns 1 where nobody
# agreed, 2 where the installation failed.
provide_missing() { # PROGRAM…
    local program missing=()
    for program in "$@"; do has "$program" || missing+=("$program"); done
    ((${#missing[@]} == 0)) || provide "${missing[@]}"
}

name_of() { # PROGRAM
    case $1 in
        jdk) echo "a JDK ($OLDEST_JDK or newer)" ;;
        mvn) echo "Maven ($OLDEST_MAVEN or newer)" ;;
        busybox) echo "a static busybox" ;;
        *) echo "$1" ;;
    esac
}

provide() { # PROGRAM…
    local program
    say "missing on this machine:"
    for program in "$@"; do printf '          %s\n' "$(name_of "$program")" >&2; done
    plan_install "$@" || {
        printf '  try:    install them; no package manager was found that is known here\n' >&2
        return 1
    }
    lists_are_there || printf '  first:  %s\n' "${refresh[*]}" >&2
    printf '  with:   %s\n' "${install[*]}" >&2
    agreed || {
        printf '  try:    that as root, or NUTSHELL_INSTALL=yes %s\n' "$0" >&2
        return 1
    }
    if ! lists_are_there; then
        "${refresh[@]}" </dev/null >&2
        plan_install "$@" # with the lists, the newest JDK is known
    fi
    "${install[@]}" </dev/null >&2 || refresh_and_install || {
        say "that could not be installed"
        return 2
    }
    hash -r
}

refresh_and_install() { # lists that are old name versions that are gone
    ((${#refresh[@]} > 0)) && "${refresh[@]}" </dev/null >&2 && "${install[@]}" </dev/null >&2
}
