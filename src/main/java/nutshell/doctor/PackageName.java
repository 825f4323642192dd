package nutshell.doctor;

/** What one program's package is called, from distribution to distribution. */
record PackageName(String debian, String fedora, String arch, String alpine, String suse) {

    static PackageName of(String sameEverywhere) {
        return new PackageName(sameEverywhere, sameEverywhere, sameEverywhere, sameEverywhere, sameEverywhere);
    }
}
