package nutshell.packages;

import java.util.Locale;

/** By what a package was brought in. */
public enum Packaging {
    DPKG(VersionOrder.DPKG),
    APK(VersionOrder.APK),
    RPM(VersionOrder.RPM),
    /** An artifact of Maven's, found in an archive of Java classes. */
    JAVA(VersionOrder.MAVEN);

    private final VersionOrder order;

    Packaging(VersionOrder order) {
        this.order = order;
    }

    public VersionOrder order() {
        return order;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
