package nutshell.gate;

import java.nio.file.Path;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.SignedPayload;

/** A signature in files of its own, as {@code cosign sign --output-signature FILE --output-payload FILE} writes them. */
public record DetachedSignature(SignedPayload signed) {

    public static DetachedSignature read(Path payload, Path signature) {
        return new DetachedSignature(
                new SignedPayload(text(payload), text(signature).strip()));
    }

    private static String text(Path file) {
        return Documents.text(file)
                .fact()
                .orElseThrow(() -> Refusal.usage(
                        Printable.text(file.toString()) + " cannot be read: "
                                + Documents.text(file).unseen().orElse(""),
                        "nutshell gate image.tar --policy policy.yaml --payload payload.json --signature image.sig"));
    }
}
