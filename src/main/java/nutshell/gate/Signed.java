package nutshell.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nutshell.evidence.Documents;
import nutshell.refusals.Refusal;
import nutshell.rootfs.SignedPayload;

/**
 * Demands a signature of this image's manifest by a key: ECDSA over P-256 with SHA-256, as {@code cosign
 * generate-key-pair} makes. See the simple signing format of containers/image. Neither certificates nor a log are asked.
 */
record Signed(PublicKey publicKey) implements Rule {

    private static final String TYPE = "cosign container image signature";

    @Override
    public String key() {
        return "signed";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        List<SignedPayload> signed = new ArrayList<>(candidate.image().signed());
        candidate.detached().map(DetachedSignature::signed).ifPresent(signed::add);
        if (signed.isEmpty()) {
            return List.of(new Violation("not-signed", "there is no signature, neither beside it nor given"));
        }
        List<SignedPayload> byKey = signed.stream().filter(this::isByKey).toList();
        if (byKey.isEmpty()) {
            return List.of(new Violation("signed-by-another", "no signature of it is by the policy's key"));
        }
        return byKey.stream()
                        .anyMatch(payload -> isOf(payload, candidate.image().digests()))
                ? List.of()
                : List.of(new Violation(
                        "signature-of-another-image", "what the policy's key has signed is another image's digest"));
    }

    private boolean isByKey(SignedPayload signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(publicKey);
            signature.update(signed.payload().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // No signature at all, or one of another form: it is not this key's.
            return false;
        }
    }

    private static boolean isOf(SignedPayload signed, List<String> digests) {
        try {
            JsonNode critical = Documents.parseJson(signed.payload()).path("critical");
            String digest =
                    critical.path("image").path("docker-manifest-digest").asText("");
            return critical.path("type").asText("").equals(TYPE)
                    && digest.matches("sha256:[0-9a-f]{64}")
                    && digests.stream().anyMatch(known -> known.equals(digest) || known.endsWith("@" + digest));
        } catch (Refusal e) {
            return false;
        }
    }
}
