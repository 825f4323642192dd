package nutshell.gate;

import java.util.List;
import nutshell.images.secrets.SecretSearch;
import nutshell.refusals.Printable;

/** Demands that no layer and no setting holds a secret, removed by a later layer or not. */
record NoSecrets() implements Rule {

    @Override
    public String key() {
        return "secrets";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        return SecretSearch.in(candidate.image()).stream()
                .map(secret -> new Violation(
                        "holds-a-secret",
                        "%s in %s%s"
                                .formatted(
                                        secret.kind(),
                                        Printable.text(secret.where(), 300),
                                        secret.layer() == 0
                                                ? ""
                                                : ", layer " + secret.layer()
                                                        + secret.fate()
                                                                .map(fate -> " (" + fate.words() + ")")
                                                                .orElse(""))))
                .toList();
    }
}
