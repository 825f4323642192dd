package nutshell.rootfs;

import java.io.IOException;
import nutshell.refusals.Refusal;

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

    /** What becomes of any fault met while an image was read. */
    static Refusal refusal(String where, Exception fault) {
        String message = "%s: %s".formatted(Wording.text(where), Wording.reason(fault));
        return fault instanceof Unfit unfit && unfit.unsafe
                ? Refusal.safety(message, "use an image whose maker you trust: this one reaches for the host")
                : Refusal.failed(message, "get the image again, for instance: docker save -o image.tar NAME");
    }

    boolean isUnsafe() {
        return unsafe;
    }
}
