"""The closed lists of the annotation scheme and the fixed shape of the model.

Holds constants only: nothing here reads a file or depends on a language. The order of every list is the order
of the model's outputs, so a change here needs new weights.
"""

LANGUAGES_MAIN = "en es fr de pt it nl pl ru uk tr ar hi zh ja ko".split()
LANGUAGES_MORE = "sv da no fi cs ro el hu id vi".split()
# Languages that only lend their treebanks: close relatives teach syntax at a small price in vocabulary.
LANGUAGES_SUPPORT = "he fa sk hr".split()

# NTREX-128 file names of the languages above.
NTREX = {
    "en": "eng", "es": "spa", "fr": "fra", "de": "deu", "pt": "por", "it": "ita", "nl": "nld", "pl": "pol",
    "ru": "rus", "uk": "ukr", "tr": "tur", "ar": "arb", "hi": "hin", "zh": "zho-CN", "ja": "jpn", "ko": "kor",
    "sv": "swe", "da": "dan", "no": "nob", "fi": "fin", "cs": "ces", "ro": "ron", "el": "ell", "hu": "hun",
    "id": "ind", "vi": "vie", "he": "heb", "fa": "fas", "sk": "slk", "hr": "hrv",
}

KINDS = ["quantity", "attribution", "event"]
ROLES = ["subject", "measure", "counterparty", "time", "condition", "source", "addressee", "content", "predicate"]
MODALITY = ["asserted", "planned", "conditional", "possible"]
POLARITY = ["affirmed", "denied"]
MEASURES = ["none"] + """
investment funding_round valuation deal_value acquisition_price commitment revenue profit loss sales cost price debt loan
fine compensation damage aid budget tax wage donation prize market_value
stake share turnout vote_share approval unemployment inflation growth interest_rate
deaths injured missing rescued arrested evacuated displaced affected cases attendance population jobs layoffs workforce
votes seats users
magnitude depth distance length height area speed temperature weight volume rainfall emissions energy power capacity
production
age duration prison_term rank score count
""".split()
YES_NO = ["no", "yes"]


def bio(names):
    """The BIO label list of the given span names: O, B-first, I-first, B-second …"""
    return ["O"] + [f"{mark}-{name}" for name in names for mark in "BI"]


ANCHOR_LABELS = bio(KINDS)
ROLE_LABELS = bio(ROLES)

# Head name → its labels; one softmax each, per anchor.
FRAME_HEADS = {
    "claim": YES_NO,
    "modality": MODALITY,
    "polarity": POLARITY,
    "measure": MEASURES,
    "direct": YES_NO,
}

HIDDEN, LAYERS, HEADS, FFN = 384, 6, 12, 1536
MAX_POSITIONS, SKETCH = 256, 128
LAYER_NORM_EPS = 1e-12
DISTANCE_BUCKETS = [1, 2, 3, 4, 5, 7, 10, 15, 23, 40]
PAD, UNK, CLS, SEP = 0, 1, 2, 3
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
VOCABULARY = 40000
