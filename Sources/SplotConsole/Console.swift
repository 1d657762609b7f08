import Crypto
import CryptoExtras
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Mustache
import NIOSSL
import SplotNode

struct Placeholder {}
