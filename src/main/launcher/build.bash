# shellcheck shell=bash disable=SC2154 # root, jar and jdk are the launcher's
# How the launcher builds the program and runs its tests. Both hold the lock of the checkout: its directory.

readonly OLDEST_MAVEN=3.8
readonly TEST_PROGRAMS=(busybox runc crun strace lsns ip tmux vagrant oci-schema chromium)
readonly LAB_PROGRAMS=(mmdebstrap mksquashfs cpio xz "qemu-system-$HOSTTYPE" qemu-img ssh)
readonly NETWORK_TROUBLE='UnknownHost|Unknown host|name resolution|Connection (refused|timed out|reset)|Connect.* timed out|No route to host|Network is unreachable|offline mode|Could not transfer'

need_jdk_and_maven() {
    local version
    find_jdk
    [[ -n $jdk ]] || refuse 3 "no JDK $OLDEST_JDK or newer was found" "install one, or set JAVA_HOME to its directory"
    version=$(run_maven -v 2>&1)
    [[ $version =~ Apache\ Maven\ ([0-9]+)\.([0-9]+) ]] || refuse 3 "mvn -v names no version: $version" "install Maven $OLDEST_MAVEN or newer"
    ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= ${OLDEST_MAVEN%.*} * 1000 + ${OLDEST_MAVEN#*.})) ||
        refuse 3 "${BASH_REMATCH[0]} is too old, $OLDEST_MAVEN or newer is needed" "put a newer mvn first on PATH"
}

run_maven() (
    export JAVA_HOME=$jdk
    ((jdk_feature < 24)) || export MAVEN_OPTS="${MAVEN_OPTS-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    cd -- "$root" && exec mvn -B "$@" </dev/null 9<&-
)

lock() {
    flock -n 9 && return
    say "another build or test of this checkout is under way; waiting for it"
    flock 9
}

build() {
    local wanted=()
    has jdk || wanted+=(jdk)
    if stale; then
        may_write
        wanted+=(mvn)
        [[ -e $root/target/lib ]] || wanted+=(busybox) # for rootfs busybox; the program starts without
    fi
    provide_missing "${wanted[@]}"
    find_jdk
    [[ -n $jdk ]] || exit 3
    ! stale || (lock && build_under_lock) 9<"$root" || exit
}

may_write() {
    [[ -w $root && (! -e $root/target || -w $root/target) ]] && return
    refuse 3 "$root has to be built, and $(id -un) may not write there" \
        "let its owner start $root/nutshell once, or build a clone of your own"
}

build_under_lock() {
    local started log=$root/target/build.log status=1
    stale || return 0
    has mvn || exit 3
    need_jdk_and_maven
    if [[ -e $root/target/lib ]]; then say "building Nutshell"; else say "building Nutshell (first time: about a minute)"; fi
    # A running shell keeps its own jar; classes of a killed build are not trusted. The jar is dated to the build's
    # start, so that what is edited meanwhile is newer than it.
    mkdir -p "$root/target" && rm -rf -- "$jar" "$root/target/classes" || exit
    started=${EPOCHREALTIME/,/.}
    if ! run_maven -q -DskipTests package >"$log" 2>&1; then
        cat -- "$log" >&2
        ! grep -qE "$NETWORK_TROUBLE" "$log" || status=3
        refuse "$status" "the build failed" "$(if ((status == 3)); then echo "again with a network: Maven fetches libraries once"; else echo "mend what Maven names above"; fi)"
    fi
    if ! libraries_are_pinned >>"$log" 2>&1; then
        rm -f -- "$jar"
        grep -F FAILED -- "$log" >&2
        refuse 4 "a library in target/lib is not the one whose digest .mvn/libraries.sha256 has" \
            "remove it from Maven's own repository too, and build again; if it was changed on purpose, write its digest there"
    fi
    touch -d "@$started" -- "$jar"
    give_to_owner
}

libraries_are_pinned() (
    cd -- "$root/target/lib" && sha256sum --check --strict --ignore-missing --quiet "$root/.mvn/libraries.sha256"
)

test_usage() {
    cat <<END
Usage: nutshell test [--ring plain|machine|whole|lab] [MAVEN-OPTION…]
Sets up and runs every test, or those of one ring: plain needs no root, machine
tries this kernel, whole starts the program itself, lab builds the lab machine
and runs the machine ring once more in there.
With -Dtest=… only what it names is run, and no lab machine.
Example: ./nutshell test --ring plain -Dtest=NearestTest
END
}

run_tests() { # ARGUMENT…: ends the launcher with the tests' status
    local rings="" lab="" programs=(jdk mvn) status
    case ${1-} in
        -h | --help) test_usage && exit ;;
        --ring) rings=${2-} && set -- "${@:3}" ;;
        --ring=*) rings=${1#*=} && set -- "${@:2}" ;;
    esac
    [[ $rings == plain ]] || programs+=("${TEST_PROGRAMS[@]}")
    case $rings in # what is left out, as tags; none() is a test without a tag
        "") [[ " $*" == *" -Dtest="* ]] || lab=yes ;;
        plain) set -- -Drings.excluded=machine,whole "$@" ;;
        machine) set -- '-Drings.excluded=none(),whole' "$@" ;;
        whole) set -- '-Drings.excluded=none(),machine' "$@" ;;
        lab) lab=yes && set -- '-Drings.excluded=none(),machine,whole' "$@" ;;
        *) refuse 2 "there is no ring $rings" "./nutshell test --ring plain, or machine, or whole, or lab" ;;
    esac
    [[ -z $lab ]] || programs+=("${LAB_PROGRAMS[@]}")
    may_write
    provide_missing "${programs[@]}"
    case $? in
        1) exit 3 ;;
        2) say "the tests that need it are skipped" ;;
    esac
    need_jdk_and_maven
    (lock && test_under_lock "$@") 9<"$root"
    exit
}

test_under_lock() { # MAVEN-OPTION…; the tests of the lab machine come last
    local started=${EPOCHREALTIME/,/.} status machine=""
    rm -rf -- "$root/target/surefire-reports" "$root/target/lab-reports"
    # Maven writes over the jar where it lies: a shell that runs from it keeps the old file.
    [[ ! -e $jar ]] || { cp -p -- "$jar" "$jar.old" && mv -f -- "$jar.old" "$jar"; }
    run_maven verify "$@"
    status=$?
    [[ ! -e $jar || $(stat -c %Y -- "$jar") -lt ${started%.*} ]] || touch -d "@$started" -- "$jar"
    give_to_owner
    if [[ -n $lab ]]; then
        test_lab_machine "$status"
        machine=$?
        give_to_owner
    fi
    tell_tests "$status" "$machine"
    ((status == 0)) || return "$status"
    [[ $rings == lab || $machine != 3 ]] || return 0 # a part that cannot run here is skipped, and is told as such
    return "${machine:-0}"
}

test_lab_machine() { # STATUS of what came before: 3 where this computer cannot have a lab machine
    local built status tried
    (($1 == 0)) || { say "the lab machine is not tried, for something failed before" && return 1; }
    (start vm build) >/dev/null 9<&-
    built=$?
    ((built == 0)) || return "$built"
    (start vm test) 9<&-
    status=$?
    run_maven -q surefire:test@lab-machine
    tried=$?
    ((status == 0)) || return "$status"
    return "$tried"
}

tell_tests() { # STATUS of Maven, and of the lab machine where that was tried
    local line run=0 failed=0 skipped=0 machine=""
    while IFS= read -r line; do
        [[ $line =~ \ tests=\"([0-9]+)\" ]] && run=$((run + BASH_REMATCH[1]))
        [[ $line =~ \ errors=\"([0-9]+)\" ]] && failed=$((failed + BASH_REMATCH[1]))
        [[ $line =~ \ failures=\"([0-9]+)\" ]] && failed=$((failed + BASH_REMATCH[1]))
        [[ $line =~ \ skipped=\"([0-9]+)\" ]] && skipped=$((skipped + BASH_REMATCH[1]))
    done < <(cat -- "$root"/target/{surefire,lab}-reports/TEST-*.xml 2>/dev/null | tr '\n' ' ' | grep -o '<testsuite [^>]*')
    case ${2-} in
        "") ;;
        3) skipped=$((skipped + 1)) machine=", the lab machine was skipped: it cannot be had here (the reason is above)" ;;
        *) machine=", the lab machine with $2" ;;
    esac
    printf 'nutshell test: %d run, %d failed, %d skipped in %d s; Maven ended with %d%s\n' \
        "$run" "$failed" "$skipped" "$SECONDS" "$1" "$machine"
}
