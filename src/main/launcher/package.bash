# shellcheck shell=bash disable=SC2016,SC2154 # what stands in single quotes is the other launcher's; root, jar, jdk and options are the launcher's
# What ./nutshell package needs of Maven and of the launcher; the program itself does the rest.

prepare_package() { # ARGUMENT…
    case " $* " in *" -h "* | *" --help "*) return ;; esac
    may_write
    provide_missing mvn busybox || exit 3
    [[ ! $root/target/bill/bom.json -ot $root/pom.xml ]] || (need_jdk_and_maven && lock && write_bill) 9<"$root" || exit
    write_installed_launcher >"$root/target/installed-launcher"
    give_to_owner
}

write_bill() { # the list of libraries, which no start needs and so no build makes
    local log=$root/target/build.log
    run_maven -q cyclonedx:makeBom@bill >"$log" 2>&1 && touch -- "$root/target/bill/bom.json" && return
    cat -- "$log" >&2
    refuse 1 "the bill of materials failed" "mend what Maven names above"
}

# The launcher where there is no checkout: the same options, the runtime that came along, nothing to look for or to
# build, and in the language of whatever sh there is.
write_installed_launcher() {
    local options
    set_options
    printf '%s\n' '#!/bin/sh' '# Starts Nutshell from where it was installed, with the runtime that came along.' \
        'root=$(readlink -f -- "$0")' 'root=${root%/*}' \
        '[ -e /proc/self/exe ] || {' \
        '    echo "nutshell: /proc is not mounted here, and neither Java nor the labs can do without" >&2' \
        '    echo "  try:    mount -t proc proc /proc" >&2' \
        '    exit 3' \
        '}'
    printf '%s' 'exec "$root/runtime/bin/java"'
    printf ' \\\n    "%s"' '-XX:SharedArchiveFile=$root/runtime/lib/server/nutshell.jsa' "${options[@]//"$root"/\$root}" \
        '-Dnutshell.called=nutshell'
    printf ' \\\n    %s\n' '-jar "$root/target/nutshell.jar" "$@"'
}
