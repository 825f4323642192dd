package nutshell.rootfs;

import java.io.IOException;

/** What is wrong with a stranger's image; becomes a refusal once the archive, layer and entry are known. */
final class Unfit extends IOException {

    private final boolean unsafe;

    private Unfit(String message, boolean unsafe) {
        super(message);
        this.unsafe = unsafe;
    }

    static Unfit damaged(String message) {
        return new Unfit(message, false);
    }

    /** Would have changed the host. */
    static Unfit unsafe(String message) {
        return new Unfit(message, true);
    }

    /** The same fault with the place in front, whatever its first form was. */
    static Unfit in(String place, Exception fault) {
        return new Unfit(place + ": " + Wording.reason(fault), fault instanceof Unfit unfit && unfit.unsafe);
    }

    boolean isUnsafe() {
        return unsafe;
    }
}
