package nutshell.gate;

import java.util.List;

/** One demand of a policy on an image. */
public sealed interface Rule permits ApprovedBase, FindingsBelow, NoSecrets, NotRoot, Pinned, Scanned, Signed {

    /** The policy's key. */
    String key();

    /** Nothing where the image does as demanded. */
    List<Violation> judge(Candidate candidate);
}
