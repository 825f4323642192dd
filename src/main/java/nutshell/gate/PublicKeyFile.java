package nutshell.gate;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import nutshell.evidence.Documents;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A public key in PEM, as {@code cosign generate-key-pair} writes it: {@code cosign.pub}. See RFC 7468, section 13. */
final class PublicKeyFile {

    private static final int P256_BITS = 256;

    private PublicKeyFile() {}

    static PublicKey read(Path file) {
        String pem = Documents.text(file)
                .fact()
                .orElseThrow(() -> wrong(file, Documents.text(file).unseen().orElse("")));
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----(?:BEGIN|END) PUBLIC KEY-----", ""));
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            if (key instanceof ECPublicKey point && point.getParams().getOrder().bitLength() == P256_BITS) {
                return key;
            }
            throw wrong(file, "it is on another curve");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw wrong(file, "it is none of this form");
        }
    }

    private static Refusal wrong(Path file, String why) {
        return Refusal.usage(
                "%s: expected a public key in PEM, ECDSA over P-256: %s"
                        .formatted(Printable.text(file.toString()), why),
                "cosign generate-key-pair, or: openssl ec -in key.pem -pubout");
    }
}
