"""How secrets of machines are stored."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class MachineSecretHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds, for secrets that we drew ourselves from 256 random bits.

    Stretching protects what people think up. A random secret cannot be guessed from its hash, and a client proves its
    secret with every token it fetches: the rounds for passwords would cost a third of a second of processor time each.
    """

    algorithm = "machine_secret"
    iterations = 1_000
